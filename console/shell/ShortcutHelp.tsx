import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { isMac } from './is-mac.ts'
import css from './ShortcutHelp.module.css'

export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell')
  const keys = [
    [isMac ? '⌘ K' : 'Ctrl K', t('keys.palette')],
    ['/', t('keys.search')],
    ['[', t('keys.nav')],
    ['?', t('keys.help')],
    ['Esc', t('keys.close')],
  ]
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('keys.title')} width={420}>
      <dl className={css.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>{does}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
