export interface Arrival {
  cursor: string
}

/** As many as one can look back on without the page growing heavy. */
export const KEPT = 300

const place = (cursor: string): [number, number] => {
  const [position = 0, index = 0] = cursor.split('.').map(Number)
  return [position, index]
}

/** Newer first. */
export function newerFirst(a: Arrival, b: Arrival): number {
  const [one, two] = [place(a.cursor), place(b.cursor)]
  return two[0] - one[0] || two[1] - one[1]
}

/** What is on the screen after more has arrived: each event once, the newest first, not too many. */
export function arrived<Item extends Arrival>(
  known: readonly Item[],
  news: readonly Item[],
): readonly Item[] {
  const seen = new Set(known.map(({ cursor }) => cursor))
  const fresh = news.filter(({ cursor }) => !seen.has(cursor))
  if (fresh.length === 0) return known
  return [...fresh, ...known].toSorted(newerFirst).slice(0, KEPT)
}
