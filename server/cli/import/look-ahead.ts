import { EXIT_USAGE, Plain } from '../plain.ts'
import { missingColumns } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import { openRows } from './rows.ts'
import type { Reading, Row } from './rows.ts'

/** Says which columns the file has when the mapping names others. Throws `Plain`. */
export async function checkColumns(reading: Reading, mapping: Mapping<string>): Promise<void> {
  for await (const row of openRows(reading).rows) {
    if (row.kind === 'bad') continue
    const missing = missingColumns(row.cells, mapping)
    // A line of JSON may leave out what it does not know.
    if (missing.length > 0 && reading.format !== 'jsonl')
      throw new Plain(
        `${reading.path} has no column ${missing.map((it) => `“${it}”`).join(', ')}. Columns: ${Object.keys(row.cells).join(', ')}`,
        EXIT_USAGE,
      )
    return
  }
  throw new Plain(`${reading.path} holds no rows.`, EXIT_USAGE)
}

/**
 * For orders whose rows lie apart: the index of the last one. Orders in one piece, the usual case,
 * are not in it. Holds one id per order while it looks.
 */
export async function tornOrders(
  reading: Reading,
  idOf: (row: Row) => string,
): Promise<Map<string, number>> {
  const seen = new Set<string>()
  const torn = new Map<string, number>()
  let current = ''
  let index = 0
  for await (const row of openRows(reading).rows) {
    if (row.kind === 'row') {
      const id = idOf(row)
      if (torn.has(id) || (id !== current && seen.has(id))) torn.set(id, index)
      seen.add(id)
      current = id
    }
    index++
  }
  return torn
}
