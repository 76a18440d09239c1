import { parse } from 'csv-parse/sync'
import { refusals } from '#kernel/refusal.ts'
import { COMMERCE_REFUSALS } from '../contract.ts'

const refuse = refusals(COMMERCE_REFUSALS)

/** Cells by our names, with the line of the file (the header is line 1); unknown columns are left out. */
export function readCsv(
  csv: string,
  columnOf: (header: string) => string | undefined,
): { cells: Record<string, string>; line: number }[] {
  try {
    const rows = parse(csv, {
      bom: true,
      columns: (headers: string[]) => headers.map((h) => columnOf(h) ?? false),
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as { record: Record<string, string>; info: { lines: number } }[]
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (error) {
    return refuse.bad_csv({ reason: error instanceof Error ? error.message : String(error) })
  }
}
