import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Freshness } from '../ui/Freshness.tsx'
import css from './ChartFrame.module.css'

/** What every chart says of itself. */
export interface ChartInfo {
  title: string
  /** What exactly is counted. */
  definition?: string
  asOf?: string | Date | undefined
}

export interface ChartTable {
  head: readonly string[]
  /** The first cell names the row; the rest are numbers, written in full. */
  rows: readonly (readonly string[])[]
}

interface ChartFrameProps extends ChartInfo {
  /** The picture in one sentence. */
  sentence: string
  table: ChartTable
  children: ReactNode
}

/** A chart for everyone: a picture, a sentence that says the same, and a table one press away. */
export function ChartFrame({
  title,
  definition,
  asOf,
  sentence,
  table,
  children,
}: ChartFrameProps) {
  const { t } = useTranslation('kit')
  const [isTable, setTable] = useState(false)
  const isEmpty = table.rows.length === 0
  const toggle = isTable ? t('chart.asChart') : t('chart.asTable')
  return (
    <figure className={css.frame}>
      <figcaption className={css.caption}>
        <span className={css.title}>
          {definition ? (
            <Tooltip title={definition}>
              <button type="button" className={css.definition}>
                {title}
              </button>
            </Tooltip>
          ) : (
            title
          )}
        </span>
        {asOf && <Freshness at={asOf} />}
        {!isEmpty && (
          <Tooltip title={toggle}>
            <Button
              size="small"
              type="text"
              aria-label={`${title}: ${toggle}`}
              aria-pressed={isTable}
              icon={isTable ? <BarChartOutlined /> : <TableOutlined />}
              onClick={() => setTable(!isTable)}
            />
          </Tooltip>
        )}
      </figcaption>
      {isEmpty && <p className={css.empty}>{t('chart.empty')}</p>}
      {!isEmpty && isTable && <TableOf title={title} table={table} />}
      {!isEmpty && !isTable && (
        <>
          <p className="sr-only">{sentence}</p>
          {children}
        </>
      )}
    </figure>
  )
}

function TableOf({ title, table }: { title: string; table: ChartTable }) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={title}>
      <table className={css.table}>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells], row) => (
            <tr key={`${row}${name}`}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={table.head[i + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
