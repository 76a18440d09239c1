import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './collect.module.css'
import { MendDrawer } from './MendDrawer.tsx'
import type { LetterKind } from './MendDrawer.tsx'

type Row = Awaited<ReturnType<typeof api.collect.deadLetters>>['items'][number]

const SPEC = { filters: ['stage', 'state'] } as const

/** Events that could not be taken, whole, with the reason. */
export function DeadLettersPage() {
  const { t } = useTranslation('collect')
  const control = useTableState(SPEC)
  const [open, setOpen] = useState<Row>()
  const [mending, setMending] = useState<LetterKind>()
  const stage = control.state.filters.stage?.[0]
  const state = control.state.filters.state?.[0] === 'sent_again' ? 'sent_again' : 'open'
  const list = useList<Row>({
    key: [['collect'], 'dead', stage, state],
    load: (cursor, signal) =>
      api.collect.deadLetters(
        { state, ...(stage && { stage }), ...(cursor && { cursor }) },
        { ...(signal && { signal }) },
      ),
  })
  const all = useQuery(orpc.collect.deadLetters.queryOptions({ input: { limit: 1 } }))
  const reasons = all.data?.reasons ?? []
  const totals = all.data?.totals ?? { open: 0, sentAgain: 0 }
  const stages = [...new Set(reasons.map((one) => one.stage))]
  return (
    <Page title={t('dead.title')} description={t('dead.description')}>
      {reasons.length > 0 && <Reasons reasons={reasons} onMend={setMending} />}
      <DataTable
        id="dead-letters"
        label={t('dead.title')}
        columns={useDeadColumns(setOpen)}
        list={list}
        control={control}
        rowKey={(row) => row.id}
        filters={[
          {
            name: 'state',
            label: t('dead.state'),
            options: [
              { value: 'open', label: t('dead.stateOpen', totals) },
              { value: 'sent_again', label: t('dead.stateSentAgain', totals) },
            ],
          },
          {
            name: 'stage',
            label: t('dead.stage'),
            options: stages.map((value) => ({
              value,
              label: value === 'collect' ? t('dead.stageCollect') : value,
            })),
          },
        ]}
        empty={
          <EmptyState
            title={t('dead.emptyTitle')}
            text={t('dead.emptyText')}
            steps={[t('dead.step1'), t('dead.step2'), t('dead.step3')]}
          />
        }
      />
      {mending && <MendDrawer kind={mending} onClose={() => setMending(undefined)} />}
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        size={560}
        title={open && `${open.field}: ${open.reason}`}
      >
        {open && <CodeSnippet label={t('dead.raw')} code={JSON.stringify(open.raw, null, 2)} />}
      </Drawer>
    </Page>
  )
}

type Reason = Awaited<ReturnType<typeof api.collect.deadLetters>>['reasons'][number]

interface ReasonsProps {
  reasons: readonly Reason[]
  onMend: (kind: LetterKind) => void
}

function Reasons({ reasons, onMend }: ReasonsProps) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  return (
    <Panel title={t('dead.reasons')} isFlush>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('dead.reason')}</th>
              <th scope="col">{t('dead.field')}</th>
              <th scope="col">{t('dead.source')}</th>
              <th scope="col">{t('dead.letters')}</th>
              <th scope="col">{t('dead.lastAt')}</th>
              <th scope="col">{''}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ stage, source, field, reason, says, letters, lastAt }) => (
              <tr key={`${stage}${source}${field}${reason}`} className={css.plain}>
                <td className={css.wide}>{says}</td>
                <td>
                  <code>{field}</code>
                </td>
                <td>{source}</td>
                <td>{format.number(letters)}</td>
                <td>{format.ago(lastAt)}</td>
                <td>
                  {stage === 'collect' && (
                    <Button size="small" onClick={() => onMend({ source, field, reason, says })}>
                      {t('mend.mend')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function useDeadColumns(onOpen: (row: Row) => void): readonly Column<Row>[] {
  const { t } = useTranslation('collect')
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'reason',
        title: t('dead.reason'),
        isMain: true,
        width: 360,
        render: (row) => (
          <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(row)}>
            {row.reason}
          </Button>
        ),
        text: (row) => row.reason,
      },
      {
        key: 'field',
        title: t('dead.field'),
        width: 120,
        render: (row) => <code>{row.field}</code>,
        text: (row) => row.field,
      },
      {
        key: 'source',
        title: t('dead.source'),
        width: 130,
        render: (row) => row.source,
        text: (row) => row.source,
      },
      {
        key: 'messageId',
        title: t('dead.messageId'),
        width: 180,
        render: (row) => <code>{row.messageId ?? '—'}</code>,
        text: (row) => row.messageId ?? '',
      },
      {
        key: 'position',
        title: t('dead.position'),
        width: 100,
        isExtra: true,
        render: (row) => `${row.position}.${row.index}`,
        text: (row) => `${row.position}.${row.index}`,
      },
      {
        key: 'at',
        title: t('dead.at'),
        width: 160,
        render: (row) => format.time(row.at, 'second'),
        text: (row) => format.time(row.at, 'second'),
      },
    ],
    [t, format, onOpen],
  )
}
