import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { readTableState, writeTableState } from './state.ts'
import type { Search, TableSpec, TableState } from './state.ts'

export interface TableControl {
  state: TableState
  /** Shows another state; the address follows, so that back, reload and a sent link all work. */
  set: (change: Partial<TableState>) => void
  /** The whole address of the list, and what of it is the list's. */
  search: Search
  spec: TableSpec
  /** Shows another address of the same page. */
  go: (next: (now: Search) => Search) => void
}

/** The list's state, kept in the address. `spec` must not change while the page is open. */
export function useTableState(spec: TableSpec): TableControl {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useMemo(() => readTableState(search, spec), [search, spec])
  const set = useCallback(
    (change: Partial<TableState>) =>
      void navigate({
        to: '.',
        search: (current: Search) =>
          writeTableState(current, spec, { ...readTableState(current, spec), ...change }),
        replace: true,
      }),
    [navigate, spec],
  )
  const go = useCallback(
    (next: (now: Search) => Search) =>
      void navigate({ to: '.', search: (now: Search) => next(now), replace: true }),
    [navigate],
  )
  return { state, set, search, spec, go }
}
