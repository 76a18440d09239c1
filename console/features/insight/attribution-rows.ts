interface Row {
  key: string
  label: string
  orders: number
  people: number
  netFen: number
  sharePercent: number | null
}

export interface SideBySide {
  key: string
  label: string
  first: Row | undefined
  last: Row | undefined
  /** By last touch less by first touch. */
  differenceFen: number
}

/** The rows of both models beside each other, by what either gives; those without a touch last. */
export function sideBySide(first: readonly Row[], last: readonly Row[]): SideBySide[] {
  const keys = new Set([...first, ...last].map(({ key }) => key))
  const rows = [...keys].map((key) => {
    const [one, two] = [first, last].map((side) => side.find((row) => row.key === key))
    return {
      key,
      label: one?.label ?? two?.label ?? key,
      first: one,
      last: two,
      differenceFen: (two?.netFen ?? 0) - (one?.netFen ?? 0),
    }
  })
  const size = (row: SideBySide) => Math.max(row.first?.netFen ?? 0, row.last?.netFen ?? 0)
  return rows.toSorted((a, b) => Number(a.key === '') - Number(b.key === '') || size(b) - size(a))
}
