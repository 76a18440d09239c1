import { useTranslation } from 'react-i18next'
import type { Kind } from '#modules/content/model/item.ts'
import css from './PhoneFrame.module.css'

export interface Message {
  kind: Kind
  title: string
  text: string
  url?: string | null
  imageUrl?: string | null
  miniProgram?: { appId: string; page: string } | null
}

/** How a message looks in a WeChat conversation: near enough to judge its length and tone. */
export function PhoneFrame({ message }: { message: Message }) {
  const { t } = useTranslation('content')
  return (
    <div className={css.phone}>
      <div className={css.bar}>{t('phone.sender')}</div>
      <div className={css.talk}>
        <span className={css.face} aria-hidden="true" />
        <Bubble message={message} />
      </div>
    </div>
  )
}

function Bubble({ message }: { message: Message }) {
  const { t } = useTranslation('content')
  const { kind, title, text, imageUrl } = message
  switch (kind) {
    case 'text':
      return <p className={css.text}>{text || t('phone.empty')}</p>
    case 'image':
      return imageUrl ? (
        <img className={css.image} src={imageUrl} alt={title} loading="lazy" />
      ) : (
        <p className={css.text}>{t('phone.noImage')}</p>
      )
    case 'mini_program':
      return (
        <div className={css.mini}>
          <small>{t('kind.mini_program')}</small>
          <b>{title || t('phone.untitled')}</b>
          <div className={css.cover}>
            {imageUrl && <img src={imageUrl} alt="" loading="lazy" />}
          </div>
          <small>{message.miniProgram?.page}</small>
        </div>
      )
    case 'article':
    case 'link':
      return (
        <div className={css.card}>
          <b>{title || t('phone.untitled')}</b>
          <div>
            <p>{text}</p>
            <span className={css.thumb}>
              {imageUrl && <img src={imageUrl} alt="" loading="lazy" />}
            </span>
          </div>
        </div>
      )
  }
}
