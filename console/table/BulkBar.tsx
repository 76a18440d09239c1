import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import type { BulkAction } from './column.ts'
import css from './DataTable.module.css'

interface BulkBarProps<Row> {
  rows: readonly Row[]
  actions: readonly BulkAction<Row>[]
  onClear: () => void
}

/** What can be done to everything that is selected. */
export function BulkBar<Row>({ rows, actions, onClear }: BulkBarProps<Row>) {
  const { t } = useTranslation('kit')
  return (
    <div className={css.bulk} role="region" aria-live="polite">
      <b>{t('table.selected', { count: rows.length })}</b>
      {actions.map((action) => (
        <ActionButton
          key={action.key}
          size="small"
          danger={action.isDanger ?? false}
          disabledReason={action.refuses?.(rows)}
          onClick={() => action.run(rows)}
        >
          {action.label}
        </ActionButton>
      ))}
      <Button size="small" type="text" onClick={onClear}>
        {t('table.clearSelection')}
      </Button>
    </div>
  )
}
