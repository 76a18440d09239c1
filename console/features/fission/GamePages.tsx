import { useQuery } from '@tanstack/react-query'
import { QRCode, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import css from './GamePages.module.css'
import type { Game } from './types.ts'

type Side = 'friend' | 'inviter'

/** What people see, on a phone: both sides as they are served, and the way there to hand out. */
export function GamePages({ game }: { game: Game }) {
  const { t } = useTranslation('fission')
  const [side, setSide] = useState<Side>('friend')
  const pages = useQuery({
    ...orpc.fission.gamePages.queryOptions({ input: { gameId: game.gameId } }),
    // The look is for hours; a new pass each minute would only reload the frame.
    staleTime: 60 * 60_000,
  })
  return (
    <Panel title={t('pages.title')}>
      <Loaded query={pages}>
        {({ url, previews }) => (
          <div className={css.sides}>
            <div className={css.look}>
              <Segmented<Side>
                value={side}
                options={[
                  { value: 'friend', label: t('pages.friend') },
                  { value: 'inviter', label: t('pages.inviter') },
                ]}
                onChange={setSide}
              />
              <div className={css.phone}>
                {/* Drawn anew with the rules: a saved draft looks as it was saved. */}
                <iframe
                  key={`${side}${game.changedAt}`}
                  title={t(`pages.${side}`)}
                  src={previews[side]}
                />
              </div>
            </div>
            <div className={css.way}>
              <p className={css.hint}>{t('pages.hint')}</p>
              {game.state === 'draft' ? (
                <p className={css.hint}>{t('pages.draft')}</p>
              ) : (
                <>
                  <CodeSnippet code={url} label={t('pages.link')} />
                  <QRCode
                    value={url}
                    size={168}
                    color="#18242B"
                    bgColor="#FFFFFF"
                    errorLevel="M"
                    type="svg"
                  />
                  <p className={css.hint}>{t('pages.personal')}</p>
                </>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
