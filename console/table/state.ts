/** What a list shows, as the address bar says it: `?q=林&stage=active&stage=new&sort=-createdAt`. */
export interface TableState {
  q: string
  sort: Sort | undefined
  /** Chosen values by filter; a filter without a choice is not there. */
  filters: Readonly<Record<string, readonly string[]>>
}

export interface Sort {
  key: string
  isDescending: boolean
}

export interface TableSpec {
  /** Names of the filters this list knows; everything else in the address is left alone. */
  filters?: readonly string[]
  /** The order when none is chosen: `createdAt` or `-createdAt`. */
  sort?: string
  /** What else in the address a saved view keeps: a period that the page adds. */
  viewed?: readonly string[]
}

export type Search = Readonly<Record<string, unknown>>

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
    .map(String)
    .filter((one) => one !== '')

export function readSort(text: unknown): Sort | undefined {
  const [word] = words(text)
  if (word === undefined) return undefined
  return { key: word.replace(/^-/, ''), isDescending: word.startsWith('-') }
}

export const writeSort = (sort: Sort | undefined): string | undefined =>
  sort && `${sort.isDescending ? '-' : ''}${sort.key}`

export function readTableState(search: Search, spec: TableSpec): TableState {
  const filters: Record<string, readonly string[]> = {}
  for (const name of spec.filters ?? []) {
    const chosen = words(search[name])
    if (chosen.length > 0) filters[name] = chosen
  }
  return { q: words(search.q)[0] ?? '', sort: readSort(search.sort ?? spec.sort), filters }
}

/** The address that shows this state. The default order and empty filters leave no trace in it. */
export function writeTableState(search: Search, spec: TableSpec, state: TableState): Search {
  const next: Record<string, unknown> = { ...search }
  const sort = writeSort(state.sort)
  next.q = state.q === '' ? undefined : state.q
  next.sort = sort === spec.sort ? undefined : sort
  for (const name of spec.filters ?? []) {
    const chosen = state.filters[name] ?? []
    next[name] = chosen.length > 1 ? [...chosen] : chosen[0]
  }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
}

export const isFiltered = (state: TableState): boolean =>
  state.q !== '' || Object.keys(state.filters).length > 0
