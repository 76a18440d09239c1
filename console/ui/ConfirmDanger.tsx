import { Alert, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmDangerProps {
  isOpen: boolean
  title: string
  /** Exactly what will happen, one sentence each. */
  consequences: readonly string[]
  /** What has to be typed: the name of the thing. */
  name: string
  /** The verb on the button. */
  verb: string
  onConfirm: () => void | Promise<unknown>
  onClose: () => void
}

/** Before something that cannot be undone: says what it will do and asks for the name. */
export function ConfirmDanger(props: ConfirmDangerProps) {
  const { isOpen, title, consequences, name, verb, onConfirm, onClose } = props
  const { t } = useTranslation('kit')
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const matches = typed.trim() === name

  const close = () => {
    setTyped('')
    onClose()
  }
  const confirm = async () => {
    if (!matches) return
    setBusy(true)
    try {
      await onConfirm()
      close()
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal
      open={isOpen}
      title={title}
      okText={verb}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !matches }}
      confirmLoading={isBusy}
      onOk={confirm}
      onCancel={close}
      destroyOnHidden
    >
      <Alert
        type="warning"
        title={t('confirm.will')}
        description={
          <ul style={{ listStyle: 'disc', paddingInlineStart: 18 }}>
            {consequences.map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
        }
      />
      <label style={{ display: 'block', marginTop: 16 }}>
        {t('confirm.typeName', { name })}
        <Input
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={confirm}
          status={typed !== '' && !name.startsWith(typed.trim()) ? 'error' : ''}
          style={{ marginTop: 6 }}
        />
      </label>
    </Modal>
  )
}
