import type { Search, TableSpec } from './state.ts'

/** What a saved view holds: the list's address without the words of the search box, and columns. */
export interface ViewState {
  search: Readonly<Record<string, readonly string[]>>
  /** `null`: whatever each reader likes */
  columns: readonly string[] | null
}

/** The parameter that names the view; `all` says that none is wanted. */
export const VIEW = 'view'
export const COLUMNS = 'columns'
export const NO_VIEW = 'all'

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
    .map(String)
    .filter((one) => one !== '')

/** Parameters of the address that belong to the view: filters, order, and what the page adds. */
const namesOf = (spec: TableSpec): string[] => [
  ...(spec.filters ?? []),
  ...(spec.viewed ?? []),
  'sort',
]

/** How the list is shown now, as the address says it. */
export function viewStateOf(search: Search, spec: TableSpec): ViewState {
  const kept = namesOf(spec).flatMap((name) => {
    const chosen = words(search[name])
    return chosen.length > 0 ? [[name, chosen] as const] : []
  })
  const columns = columnsOf(search)
  return { search: Object.fromEntries(kept), columns: columns ?? null }
}

/** `columns=name,stage` in the address; `undefined`: what this reader chose last time. */
export function columnsOf(search: Search): string[] | undefined {
  const keys = words(search[COLUMNS])
    .flatMap((word) => word.split(','))
    .filter(Boolean)
  return keys.length > 0 ? keys : undefined
}

/** The address that shows a view; what it does not speak of (a search, a tab) stays. */
export function withView(
  search: Search,
  spec: TableSpec,
  view: { id: string; state: ViewState },
): Search {
  const next: Record<string, unknown> = { ...search }
  for (const name of namesOf(spec)) {
    const chosen = view.state.search[name] ?? []
    next[name] = chosen.length > 1 ? [...chosen] : chosen[0]
  }
  next[COLUMNS] = view.state.columns?.join(',')
  next[VIEW] = view.id
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
}

const inOrder = ({ search, columns }: ViewState): string =>
  JSON.stringify([Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)), columns])

export const isSameView = (a: ViewState, b: ViewState): boolean => inOrder(a) === inOrder(b)

/** Nothing in the address speaks of this list: the reader's own view may open it. */
export const isBare = (search: Search, spec: TableSpec): boolean =>
  [...namesOf(spec), 'q', VIEW, COLUMNS].every((name) => words(search[name]).length === 0)
