import { Table } from 'antd'
import type { TableProps } from 'antd'
import css from './StaticTable.module.css'

/** Rows that are all there: no server-side state, the look of our lists. */
export function StaticTable<Row extends object>(props: TableProps<Row>) {
  const rows = props.dataSource?.length ?? 0
  return (
    <Table<Row>
      size="middle"
      pagination={rows > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      {...props}
      className={css.table ?? ''}
    />
  )
}
