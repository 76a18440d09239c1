import type { TableColumnType } from 'antd'
import { useTranslation } from 'react-i18next'
import { StaticTable } from '../../table/StaticTable.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './entry.module.css'
import type { MatrixFigures } from './types.ts'

type Row = MatrixFigures['items'][number]

interface MatrixProps {
  figures: MatrixFigures
  by: 'platform' | 'account' | 'post'
}

/** Sorts here, because the whole matrix is in the answer. */
export function Matrix({ figures, by }: MatrixProps) {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const column = (
    key: Exclude<keyof Row, 'key' | 'name'>,
    render: (value: number | null, row: Row) => string,
    isFirst = false,
  ): TableColumnType<Row> => ({
    key,
    dataIndex: key,
    title: t(`matrix.${key}`),
    align: 'end',
    width: 98,
    sorter: (a, b) => (a[key] ?? -1) - (b[key] ?? -1),
    sortDirections: ['descend', 'ascend'],
    ...(isFirst && { defaultSortOrder: 'descend' as const }),
    showSorterTooltip: { title: t(`matrix.says.${key}`) },
    render,
  })
  const columns: TableColumnType<Row>[] = [
    { key: 'name', dataIndex: 'name', title: t(`matrix.by.${by}`), fixed: 'start', width: 170 },
    column('clicks', format.number),
    column('clickers', format.number),
    column('adds', (adds, row) => format.share(adds ?? 0, row.clickers)),
    column('orders', format.number),
    column('buyers', format.number),
    column('revenueFen', format.money, true),
    column('costFen', format.money),
    column('cacFen', format.money),
    column('roi', (roi) => format.percent(roi)),
  ]
  columns.splice(3, 1, { ...columns[3], width: 156 })
  return (
    <>
      <StaticTable<Row>
        rowKey="key"
        columns={columns}
        dataSource={figures.items}
        scroll={{ x: 1_090 }}
        locale={{ emptyText: t('matrix.nothing') }}
      />
      <p className={css.definition}>{figures.definition}</p>
    </>
  )
}
