import { parse } from 'csv-parse/browser/esm/sync'
import type { api } from '../../../api/client.ts'

/** As the server takes it: what JSON can say. */
export type Row = Parameters<typeof api.collect.importRows>[0]['rows'][number]

export interface ReadFile {
  rows: readonly Row[]
  /** lines that are no row, by their number from 1 */
  broken: readonly number[]
}

/** What is read in a browser at once; more goes in by `siyu import`. */
export const MOST_BYTES = 50 * 1024 * 1024

/** As spreadsheets on Chinese Windows save it, where it is not UTF-8. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Swallowed because what is not UTF-8 is most likely the other encoding of spreadsheets here.
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Rows of a CSV with a header, or of JSON lines, or of a JSON list: told by how the text begins. */
export function rowsOf(text: string): ReadFile {
  const start = text.trimStart()
  if (start.startsWith('[')) return listOf(start)
  if (start.startsWith('{')) return linesOf(text)
  return csvOf(text)
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Swallowed because a broken line is told by its number, and costs no other.
    return undefined
  }
}

function listOf(text: string): ReadFile {
  const value = parsed(text)
  const all: readonly unknown[] = Array.isArray(value) ? value : []
  if (all.length === 0) return { rows: [], broken: [1] }
  return numbered(all.map((row, i) => ({ row, line: i + 1 })))
}

const linesOf = (text: string): ReadFile =>
  numbered(
    text
      .split('\n')
      .map((line, i) => ({ line: i + 1, text: line.trim() }))
      .filter((one) => one.text !== '')
      .map((one) => ({ line: one.line, row: parsed(one.text) })),
  )

function numbered(all: readonly { row: unknown; line: number }[]): ReadFile {
  return {
    rows: all.flatMap(({ row }) => (isRow(row) ? [row] : [])),
    broken: all.filter(({ row }) => !isRow(row)).map(({ line }) => line),
  }
}

/** A column's name becomes part of a path, in which dots and brackets mean something else. */
const asName = (name: string, i: number): string =>
  name.trim().replaceAll(/[.[\]]+/g, '_') || `column_${i + 1}`

function csvOf(text: string): ReadFile {
  const broken: number[] = []
  const rows = parse(text, {
    ...{ bom: true, skip_empty_lines: true, trim: true, relax_quotes: true },
    delimiter: text.split('\n', 1)[0]?.includes('\t') ? '\t' : ',',
    columns: (header: string[]) => header.map(asName),
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (problem) => void broken.push(Number(problem?.lines ?? 0)),
  }) as Row[]
  return { rows, broken }
}
