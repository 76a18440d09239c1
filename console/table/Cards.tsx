import { Skeleton } from 'antd'
import type { Column } from './column.ts'
import css from './DataTable.module.css'
import type { List } from './use-list.ts'

interface CardsProps<Row> {
  columns: readonly Column<Row>[]
  list: List<Row>
  rowKey: (row: Row) => string
}

/** The list on a phone: a card for each row, the main column as its heading. */
export function Cards<Row>({ columns, list, rowKey }: CardsProps<Row>) {
  if (list.isLoading) return <Skeleton active className={css.skeleton} />
  const main = columns.find(({ isMain }) => isMain)
  const rest = columns.filter((column) => column !== main)
  return (
    <ul className={css.cards}>
      {list.rows.map((row) => (
        <li key={rowKey(row)}>
          {main && <div className={css.cardTitle}>{main.render(row)}</div>}
          <dl>
            {rest.map((column) => (
              <div key={column.key}>
                <dt>{column.title}</dt>
                <dd>{column.render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
