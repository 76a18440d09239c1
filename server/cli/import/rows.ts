import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { EXIT_USAGE, Plain } from '../plain.ts'

export const FORMATS = ['csv', 'tsv', 'jsonl', 'spaces'] as const
export type Format = (typeof FORMATS)[number]

/** One record of a file. `line` is where it ends in the (unpacked) text, counted from 1. */
export interface Row {
  kind: 'row'
  line: number
  cells: Readonly<Record<string, unknown>>
}

/** What could not be read or taken, in the words of its report. */
export interface BadRow {
  kind: 'bad'
  line: number
  field: string
  reason: string
  /** the row as it was, for whoever mends it */
  row: string
}

export interface Reading {
  path: string
  format: Format
  /** without one, columns are called 1, 2, 3 … */
  header: boolean
}

/** By the file's name, `.gz` aside. */
export function formatOf(path: string, asked: string | undefined): Format {
  const known = FORMATS.find((format) => format === asked)
  if (known) return known
  if (asked !== undefined)
    throw new Plain(`--format is one of ${FORMATS.join(', ')}, not “${asked}”.`, EXIT_USAGE)
  const ending = path.replace(/\.gz$/i, '').split('.').at(-1)?.toLowerCase()
  if (ending === 'tsv' || ending === 'tab') return 'tsv'
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl'
  return 'csv'
}

export interface Source {
  bytes: number
  /** of the file as it lies on the disk */
  bytesRead(): number
  rows: AsyncIterable<Row | BadRow>
}

/** Streams a file's records; never holds more of it than a piece. */
export function openRows(reading: Reading): Source {
  const bytes = statSync(reading.path).size
  const file = createReadStream(reading.path)
  const text = /\.gz$/i.test(reading.path) ? unpack(file) : file
  return { bytes, bytesRead: () => file.bytesRead, rows: READERS[reading.format](text, reading) }
}

function unpack(file: Readable): Readable {
  const unpacked = createGunzip()
  file.on('error', (error) => unpacked.destroy(error))
  return file.pipe(unpacked)
}

const READERS: Readonly<
  Record<Format, (text: Readable, reading: Reading) => AsyncGenerator<Row | BadRow>>
> = {
  csv: (text, reading) => separated(text, reading, ','),
  tsv: (text, reading) => separated(text, reading, '\t'),
  jsonl: jsonLines,
  spaces: spaced,
}

async function* separated(text: Readable, reading: Reading, delimiter: string) {
  const skipped: BadRow[] = []
  const parser = parse({
    delimiter,
    bom: true,
    trim: true,
    info: true,
    columns: reading.header,
    skip_empty_lines: true,
    relax_quotes: delimiter === '\t',
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error) skipped.push(unreadable(Number(error.lines ?? 0), error.message))
    },
  })
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  for await (const parsed of parser) {
    yield* skipped.splice(0)
    const { info, record } = parsed as { info: { lines: number }; record: object }
    const cells = Array.isArray(record) ? numbered(record) : (record as Row['cells'])
    yield { kind: 'row' as const, line: info.lines, cells }
  }
  yield* skipped
}

const unreadable = (line: number, reason: string, row = ''): BadRow => ({
  kind: 'bad',
  line,
  field: '',
  reason,
  row,
})

const numbered = (cells: readonly unknown[]): Row['cells'] =>
  Object.fromEntries(cells.map((cell, i) => [String(i + 1), cell]))

async function* linesOf(text: Readable) {
  let line = 0
  for await (const read of createInterface({ input: text, crlfDelay: Infinity })) {
    line++
    const trimmed = read.replace(/^\uFEFF/, '').trim()
    if (trimmed !== '') yield { line, text: trimmed }
  }
}

async function* jsonLines(text: Readable): AsyncGenerator<Row | BadRow> {
  for await (const { line, text: said } of linesOf(text)) {
    const value = parsed(said)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      yield { kind: 'row', line, cells: value as Row['cells'] }
    else yield unreadable(line, 'not a JSON object', said)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Swallowed because a line that is no JSON is an answer: it goes into the report.
    return undefined
  }
}

/** Columns of a fixed-width table: any run of blanks parts them. */
async function* spaced(text: Readable, { header }: Reading): AsyncGenerator<Row | BadRow> {
  let names: string[] | undefined
  for await (const { line, text: said } of linesOf(text)) {
    const cells = said.split(/\s+/)
    if (header && !names) names = cells
    else if (names && cells.length !== names.length)
      yield unreadable(line, `${cells.length} columns instead of ${names.length}`, said)
    else
      yield {
        kind: 'row',
        line,
        cells: Object.fromEntries(cells.map((cell, i) => [names?.[i] ?? String(i + 1), cell])),
      }
  }
}
