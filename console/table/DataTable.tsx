import { useNavigate } from '@tanstack/react-router'
import { Table } from 'antd'
import type { Key, ReactNode } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { antdColumns } from './antd-columns.tsx'
import { BulkBar } from './BulkBar.tsx'
import { Cards } from './Cards.tsx'
import type { BulkAction, Column, Filter } from './column.ts'
import css from './DataTable.module.css'
import { isFiltered, readSort } from './state.ts'
import { TableFoot } from './TableFoot.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useColumns } from './use-columns.ts'
import { useExport } from './use-export.ts'
import type { List } from './use-list.ts'
import { useRoom } from './use-room.ts'
import { useViews } from './use-views.tsx'
import type { TableControl } from './use-table-state.ts'

interface DataTableProps<Row extends object> {
  /** Names the list in this browser's memory and in exported files. */
  id: string
  /** What the list is of, for those who cannot see it. */
  label: string
  columns: readonly Column<Row>[]
  list: List<Row>
  control: TableControl
  rowKey: (row: Row) => string
  /** Where a click on the row leads; the main column should carry the same link. */
  rowTo?: (row: Row) => string
  /** Placeholder of the search box; without it the list cannot be searched. */
  search?: string
  filters?: readonly Filter[]
  bulk?: readonly BulkAction<Row>[]
  /** Shown when there is nothing at all; teaches how to begin. */
  empty: ReactNode
  extra?: ReactNode
}

const HEADER_PX = 40
const BULK_PX = 41

/** Beyond this many rows only those in sight are drawn. */
const VIRTUAL_FROM = 60

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { id, label, columns, list, control, rowKey, rowTo, bulk = [], empty } = props
  const { t } = useTranslation('kit')
  const navigate = useNavigate()
  const isNarrow = useIsNarrow()
  const choice = useColumns(id, columns, control)
  const views = useViews(id, control)
  const exporting = useExport(list, choice.shown, id)
  const [selectedKeys, setSelectedKeys] = useState<readonly Key[]>([])
  const box = useRef<HTMLDivElement>(null)

  // A set, because fifty thousand rows may be selected at once.
  const chosenKeys = new Set(selectedKeys)
  const selected =
    chosenKeys.size === 0 ? [] : list.rows.filter((row) => chosenKeys.has(rowKey(row)))
  const room = useRoom(box)
  const bulkPx = selected.length > 0 ? BULK_PX : 0
  const isEmpty = !list.isLoading && !list.error && list.rows.length === 0
  const isVirtual = list.rows.length >= VIRTUAL_FROM
  const width = choice.shown.reduce((sum, column) => sum + (column.width ?? 160), 0)

  if (isEmpty && !isFiltered(control.state)) return <div className={css.frame}>{empty}</div>

  const noMatch = <EmptyState title={t('table.noMatch')} text={t('table.noMatchHint')} />
  return (
    <section className={css.frame} aria-label={label} aria-busy={list.isLoading || list.isStale}>
      <Toolbar {...props} choice={choice} exporting={exporting} views={views} />
      <div ref={box} className={list.isStale ? css.stale : undefined}>
        {selected.length > 0 && (
          <BulkBar rows={selected} actions={bulk} onClear={() => setSelectedKeys([])} />
        )}
        {list.error && (
          <ErrorNote title={t('table.failed')} error={list.error} onRetry={list.refresh} />
        )}
        {!list.error &&
          isNarrow &&
          (isEmpty ? noMatch : <Cards columns={choice.shown} list={list} rowKey={rowKey} />)}
        {!list.error && !isNarrow && (
          <Table<Row>
            size="middle"
            aria-label={label}
            rowKey={rowKey}
            columns={antdColumns(choice.shown, control.state.sort)}
            dataSource={list.rows}
            loading={list.isLoading}
            pagination={false}
            virtual={isVirtual}
            scroll={
              isVirtual
                ? { x: Math.max(width, room.width), y: room.height - HEADER_PX - bulkPx }
                : { x: width }
            }
            showSorterTooltip={false}
            locale={{ emptyText: list.isLoading ? <div className={css.waiting} /> : noMatch }}
            {...(bulk.length > 0 && {
              rowSelection: {
                selectedRowKeys: [...selectedKeys],
                onChange: setSelectedKeys,
                preserveSelectedRowKeys: false,
                columnWidth: 44,
                getCheckboxProps: () => ({ 'aria-label': t('table.selectRow') }),
              },
            })}
            onChange={(_pagination, _filters, sorter) => {
              const one = Array.isArray(sorter) ? sorter[0] : sorter
              const sign = one?.order === 'descend' ? '-' : ''
              control.set({
                sort: one?.order ? readSort(`${sign}${String(one.columnKey)}`) : undefined,
              })
            }}
            onRow={(row) => (rowTo ? rowClick(() => void navigate({ to: rowTo(row) })) : {})}
            onScroll={({ currentTarget }) => {
              const left =
                currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight
              if (left < room.height) list.loadMore()
            }}
          />
        )}
      </div>
      <TableFoot list={list} />
    </section>
  )
}

/** A click anywhere on the row opens it, unless it was meant for a control in the row or selects text. */
const rowClick = (open: () => void) => ({
  className: css.clickable,
  onClick: (event: { target: EventTarget }) => {
    const onControl =
      event.target instanceof Element && event.target.closest('a, button, input, label')
    if (!onControl && window.getSelection()?.isCollapsed !== false) open()
  },
})
