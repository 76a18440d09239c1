import { useState } from 'react'
import { recall, remember } from '../ui/remember.ts'
import { shownKeys } from './column.ts'
import type { Column } from './column.ts'

export interface ColumnChoice<Row> {
  shown: readonly Column<Row>[]
  choose: (keys: readonly string[]) => void
  reset: () => void
}

/** Which columns this reader wants to see in this list, in this browser. */
export function useColumns<Row>(id: string, columns: readonly Column<Row>[]): ColumnChoice<Row> {
  const storageKey = `siyu.columns.${id}`
  const [chosen, setChosen] = useState(() => recall(storageKey)?.split(',').filter(Boolean))
  const keys = shownKeys(columns, chosen && chosen.length > 0 ? chosen : undefined)
  return {
    shown: columns.filter(({ key }) => keys.includes(key)),
    choose: (next) => {
      setChosen([...next])
      remember(storageKey, next.join(','))
    },
    reset: () => {
      setChosen(undefined)
      remember(storageKey, '')
    },
  }
}
