import { Alert, Button, Progress as Bar } from 'antd'
import { useTranslation } from 'react-i18next'
import { csvOf } from '../../../table/csv.ts'
import { download } from '../../../table/download.ts'
import { StaticTable } from '../../../table/StaticTable.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../../ui/Metric.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import css from '../mapping/mapping.module.css'
import type { Row } from './read-file.ts'
import type { Progress, RefusedRow } from './use-import.ts'

interface ImportProgressProps {
  progress: Progress
  rows: readonly Row[]
  file: string
  onPause: () => void
  onGoOn: () => void
}

const SHOWN = 100
const BAR = { done: 'success', failed: 'exception', running: 'active' } as const
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** How far the file is, what came of it, and the rows to be mended. */
export function ImportProgress(props: ImportProgressProps) {
  const { progress, rows, file, onPause, onGoOn } = props
  const { t } = useTranslation('files')
  const { state, done, of, accepted, ignored, refused, error } = progress
  const columns = [...new Set(refused.flatMap(({ at }) => Object.keys(rows[at] ?? {})))]
  const save = () =>
    download(
      `${file.replace(/\.\w+$/, '')}-${t('refusedFile')}.csv`,
      csvOf([
        [...columns, t('field'), t('reason')],
        ...refused.map(({ at, field, reason }) => [
          ...columns.map((name) => textOf(rows[at]?.[name] ?? '')),
          ...[field, reason],
        ]),
      ]),
    )
  return (
    <Panel
      title={t(`states.${state}`)}
      extra={
        state === 'running' || state === 'waiting' ? (
          <Button onClick={onPause}>{t('pause')}</Button>
        ) : (
          state !== 'done' && (
            <Button type="primary" onClick={onGoOn}>
              {t('goOn')}
            </Button>
          )
        )
      }
    >
      <div className={css.column}>
        <Bar
          aria-label={t('progress')}
          percent={of === 0 ? 100 : Math.floor((done / of) * 100)}
          status={state in BAR ? BAR[state as keyof typeof BAR] : 'normal'}
        />
        {error !== undefined && <ErrorNote error={error} />}
        <Metrics>
          <Metric label={t('accepted')} definition={t('acceptedDefinition')} value={accepted} />
          <Metric label={t('ignored')} definition={t('ignoredDefinition')} value={ignored} />
          <Metric label={t('refused')} definition={t('refusedDefinition')} value={refused.length} />
        </Metrics>
        {refused.length > 0 && (
          <>
            <Alert
              type="warning"
              showIcon
              title={t('mendThem')}
              action={<Button onClick={save}>{t('download')}</Button>}
            />
            <StaticTable<RefusedRow>
              aria-label={t('refused')}
              rowKey="at"
              dataSource={refused.slice(0, SHOWN)}
              columns={[
                { title: t('row'), key: 'row', width: 80, render: (_, { at }) => at + 1 },
                { title: t('field'), dataIndex: 'field' },
                { title: t('reason'), dataIndex: 'reason' },
              ]}
            />
          </>
        )}
      </div>
    </Panel>
  )
}
