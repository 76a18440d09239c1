import { useState } from 'react'
import { recall, remember } from '../ui/remember.ts'
import { shownKeys } from './column.ts'
import type { Column } from './column.ts'
import type { TableControl } from './use-table-state.ts'
import { COLUMNS, columnsOf } from './view-state.ts'

export interface ColumnChoice<Row> {
  shown: readonly Column<Row>[]
  choose: (keys: readonly string[]) => void
  reset: () => void
}

/**
 * Which columns are shown: those in the address, which a view or a sent link puts there; else those
 * that this reader chose last time in this browser.
 */
export function useColumns<Row>(
  id: string,
  columns: readonly Column<Row>[],
  { search, go }: TableControl,
): ColumnChoice<Row> {
  const storageKey = `siyu.columns.${id}`
  const [own, setOwn] = useState(() => recall(storageKey)?.split(',').filter(Boolean))
  const asked = columnsOf(search)
  const chosen = asked ?? (own && own.length > 0 ? own : undefined)
  const keys = shownKeys(columns, chosen)
  const write = (next: readonly string[]) => {
    setOwn([...next])
    remember(storageKey, next.join(','))
    if (asked !== undefined)
      go((now) => ({ ...now, [COLUMNS]: next.length > 0 ? next.join(',') : undefined }))
  }
  return {
    shown: columns.filter(({ key }) => keys.includes(key)),
    choose: write,
    reset: () => write([]),
  }
}
