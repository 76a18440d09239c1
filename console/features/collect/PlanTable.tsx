import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import css from './collect.module.css'
import type { Drift, Planned } from './planned.ts'

interface PlanTableProps {
  rows: readonly Planned[]
  drift: readonly Drift[]
  refused: string | undefined
  onEdit: (row: Planned) => void
}

export function PlanTable({ rows, drift, refused, onEdit }: PlanTableProps) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const showError = useShowError()
  const archive = useMutation({
    mutationFn: ({ event, version, archivedAt }: Planned) =>
      api.collect.archivePlanEvent({ event, version, archived: archivedAt === null }),
    onError: showError,
    onSuccess: () => refresh('collect'),
  })
  return (
    <div
      className={`${css.scroll} ${css.live}`}
      tabIndex={0}
      role="region"
      aria-label={t('plan.events')}
    >
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('plan.event')}</th>
            <th scope="col">{t('plan.name')}</th>
            <th scope="col">{t('plan.mode')}</th>
            <th scope="col">{t('plan.properties')}</th>
            <th scope="col">{t('plan.owner')}</th>
            <th scope="col">{t('plan.drifts')}</th>
            <th scope="col">{''}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.event} className={css.plain}>
              <td>
                <button type="button" className={css.linkButton} onClick={() => onEdit(row)}>
                  {row.label}
                </button>{' '}
                {row.archivedAt && <Tag>{t('plan.archived')}</Tag>}
              </td>
              <td>
                <Link to={paths.live()} search={{ event: row.event }}>
                  <code>{row.event}</code>
                </Link>
              </td>
              <td>{t(`plan.modes.${row.definition.mode}`)}</td>
              <td>{format.number(row.definition.properties.length)}</td>
              <td>{row.definition.owner || '—'}</td>
              <td>{format.number(drift.filter(({ event }) => event === row.event).length)}</td>
              <td>
                <ActionButton
                  size="small"
                  type="text"
                  disabledReason={refused}
                  loading={archive.isPending && archive.variables.event === row.event}
                  onClick={() => archive.mutate(row)}
                >
                  {row.archivedAt ? t('plan.restore') : t('plan.archive')}
                </ActionButton>
              </td>
            </tr>
          ))}
          {rows.length === 0 && (
            <tr className={css.plain}>
              <td colSpan={7} className={css.muted}>
                {t('plan.noMatch')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
