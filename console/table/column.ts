import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** The cell in an export; a column without it is not exported. */
  text?: (row: Row) => string
  width?: number
  isNumber?: boolean
  /** The server can order by this key. */
  isSortable?: boolean
  /** Not shown until somebody asks for it. */
  isExtra?: boolean
  /** Always shown: the row's own name and link. */
  isMain?: boolean
}

export interface Filter {
  /** The parameter in the address and in the request. */
  name: string
  label: string
  options: readonly { value: string; label: string }[]
  isMultiple?: boolean
}

export interface BulkAction<Row> {
  key: string
  label: string
  isDanger?: boolean
  /** Why it cannot be done to these; `undefined` when it can. */
  refuses?: (rows: readonly Row[]) => string | undefined
  run: (rows: readonly Row[]) => void
}

/** The keys to show: what was chosen last time, else what is not extra. Main columns always show. */
export function shownKeys<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly string[] | undefined,
): string[] {
  return columns
    .filter(({ key, isMain, isExtra }) => isMain || (chosen ? chosen.includes(key) : !isExtra))
    .map(({ key }) => key)
}
