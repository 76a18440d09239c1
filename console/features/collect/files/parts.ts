import { ROWS_A_CALL } from '#modules/collect/model/rows.ts'
import type { Row } from './read-file.ts'

/** A call that is larger waits too long for its answer. */
const CHARS_A_CALL = 500_000

/** Rows as they go to the server, in order: each part with the place of its first row. */
export function partsOf(rows: readonly Row[]): readonly { from: number; rows: Row[] }[] {
  const parts: { from: number; rows: Row[] }[] = []
  let chars = 0
  for (const [at, row] of rows.entries()) {
    const size = JSON.stringify(row).length
    const last = parts.at(-1)
    if (last && last.rows.length < ROWS_A_CALL && chars + size <= CHARS_A_CALL) {
      last.rows.push(row)
      chars += size
    } else {
      parts.push({ from: at, rows: [row] })
      chars = size
    }
  }
  return parts
}
