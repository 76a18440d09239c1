import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { BadRow } from './rows.ts'

const HEAD = 'line,field,reason,row\n'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The report of what was not taken: a CSV beside the file, with line numbers and reasons. */
export interface BadRowReport {
  readonly path: string
  add(rows: readonly BadRow[]): void
}

/** `keep` goes on with the report of the import that is resumed. */
export function badRowReport(file: string, keep: boolean): BadRowReport {
  const path = `${file}.bad-rows.csv`
  if (!keep) rmSync(path, { force: true })
  const known = new Set(keep && existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [])
  return {
    path,
    add(rows) {
      if (rows.length === 0) return
      if (!existsSync(path)) writeFileSync(path, HEAD)
      const lines = rows
        .map((bad) => [bad.line, quoted(bad.field), quoted(bad.reason), quoted(bad.row)].join(','))
        .filter((line) => !known.has(line))
      if (lines.length > 0) appendFileSync(path, `${lines.join('\n')}\n`)
    },
  }
}
