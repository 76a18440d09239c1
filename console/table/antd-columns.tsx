import type { TableColumnType } from 'antd'
import type { Column } from './column.ts'
import type { Sort } from './state.ts'

/** Our columns as antd's table wants them. */
export function antdColumns<Row>(
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): TableColumnType<Row>[] {
  return columns.map((column) => ({
    key: column.key,
    title: column.title,
    width: column.width ?? 160,
    align: column.isNumber ? 'end' : 'start',
    ellipsis: true,
    render: (_value: unknown, row: Row) => column.render(row),
    ...(column.isSortable && {
      sorter: true,
      sortOrder: sort?.key === column.key ? (sort.isDescending ? 'descend' : 'ascend') : null,
    }),
  }))
}
