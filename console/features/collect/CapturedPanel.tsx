import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BASES } from '#modules/collect/model/naming/rule.ts'
import type { Base } from '#modules/collect/model/naming/rule.ts'
import { api } from '../../api/client.ts'
import { StaticTable } from '../../table/StaticTable.tsx'
import { TableFoot } from '../../table/TableFoot.tsx'
import { useList } from '../../table/use-list.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tags } from '../../ui/Tags.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useWords } from '../profile/words.ts'
import css from './collect.module.css'
import type { Begun } from './NamingDrawer.tsx'
import type { Captured } from './naming.ts'

const DAYS = 30
const WAIT_MS = 300

interface CapturedPanelProps {
  refused: string | undefined
  onName: (begun: Begun) => void
}

/** What people do on the pages, by itself: a name is one press away. */
export function CapturedPanel({ refused, onName }: CapturedPanelProps) {
  const { t } = useTranslation('naming')
  const format = useFormat()
  const words = useWords()
  const [base, setBase] = useState<Base>('element_clicked')
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), WAIT_MS)
  const list = useList<Captured>({
    key: [['insight'], 'captured', base, q],
    load: (cursor, signal) =>
      api.insight.captured({ base, days: DAYS, cursor, ...(q && { q }) }, { signal }),
  })
  return (
    <Panel title={t('captured', { count: DAYS })} isFlush>
      <div className={css.bar}>
        <Select
          aria-label={t('what')}
          value={base}
          onChange={setBase}
          style={{ minWidth: 150 }}
          options={BASES.map((value) => ({ value, label: words.event(value) }))}
        />
        <Input.Search
          allowClear
          aria-label={t('find')}
          placeholder={t('find')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          style={{ maxWidth: 280 }}
        />
      </div>
      {list.error && <ErrorNote error={list.error} onRetry={list.refresh} />}
      <StaticTable<Captured>
        aria-label={t('captured', { count: DAYS })}
        rowKey={(row) => JSON.stringify([row.rule, row.path])}
        dataSource={[...list.rows]}
        pagination={false}
        loading={list.isLoading}
        scroll={{ x: 760 }}
        locale={{ emptyText: t('nothing') }}
        columns={[
          {
            key: 'what',
            title: words.event(base),
            render: (_, row) => <What row={row} />,
          },
          {
            key: 'path',
            title: t('fields.path'),
            width: 180,
            render: (_, { path, paths }) => (paths > 1 ? t('paths', { path, count: paths }) : path),
          },
          {
            key: 'events',
            title: t('times'),
            width: 90,
            align: 'end',
            render: (_, { events }) => format.number(events),
          },
          {
            key: 'people',
            title: t('people'),
            width: 90,
            align: 'end',
            render: (_, { people }) => format.number(people),
          },
          {
            key: 'lastAt',
            title: t('last'),
            width: 130,
            render: (_, { lastAt }) => format.ago(lastAt),
          },
          {
            key: 'act',
            title: '',
            width: 100,
            render: (_, { rule, named, text, title }) =>
              named.length > 0 ? (
                <Tags of={named.map(({ label }) => label)} />
              ) : (
                <ActionButton
                  size="small"
                  disabledReason={refused}
                  onClick={() => onName({ rule, label: text || title })}
                >
                  {t('nameIt')}
                </ActionButton>
              ),
          },
        ]}
      />
      <TableFoot list={list} />
    </Panel>
  )
}

/** Its words, and below what is under them. */
function What({ row }: { row: Captured }) {
  const [main, ...below] = [
    ...[row.text, row.elementName, row.content],
    ...[row.base === 'page_viewed' || row.base === 'page_left' ? row.title : '', row.selector],
  ].filter(Boolean)
  return (
    <div className={css.what}>
      <span>{main ?? row.path}</span>
      {below.map((one) => (
        <code key={one}>{one}</code>
      ))}
    </div>
  )
}
