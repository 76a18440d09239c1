import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from './use-views.tsx'
import css from './ViewMenu.module.css'

interface ViewFormProps {
  /** The view that gets another name; without it a new one is made. */
  view?: SavedView
  onSubmit: (input: { name: string; isShared: boolean }) => Promise<void>
  onCancel: () => void
}

const LONGEST = 60

/** A name, and whether the team sees it. */
export function ViewForm({ view, onSubmit, onCancel }: ViewFormProps) {
  const { t } = useTranslation('kit')
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (name.trim() === '') return
    setBusy(true)
    await onSubmit({ name: name.trim(), isShared })
    setBusy(false)
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label className={css.field}>
        <span>{t('views.name')}</span>
        <Input
          autoFocus
          maxLength={LONGEST}
          value={name}
          placeholder={t('views.nameHint')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <Checkbox checked={isShared} onChange={({ target }) => setShared(target.checked)}>
        {t('views.shareWithTeam')}
      </Checkbox>
      <p className={css.hint}>{t('views.what')}</p>
      <div className={css.foot}>
        <Button size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          loading={isBusy}
          disabled={name.trim() === ''}
        >
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
