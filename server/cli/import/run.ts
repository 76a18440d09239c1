import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { badRowReport } from './bad-rows.ts'
import type { BadRowReport } from './bad-rows.ts'
import { progressBar } from './progress-bar.ts'
import { forgetProgress, loadProgress, saveProgress } from './resume.ts'
import type { Progress } from './resume.ts'
import { openRows } from './rows.ts'
import type { BadRow, Reading } from './rows.ts'
import { send } from './send.ts'
import type { Access, Answered } from './send.ts'
import type { Item, Shape, Target } from './shape.ts'

export interface Import {
  reading: Reading
  access: Access
  fileHash: string
  /** everything that decides how rows are read, so that another plan does not resume this one */
  plan: string
  shape: Shape
}

export interface Imported extends Progress {
  rows: number
  seconds: number
  /** undefined when every row was taken */
  report: string | undefined
  resumedAt: number
}

/** sha-256 of the file as it lies on the disk. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Everything there is to say of the import under way, in one place. */
interface Under {
  job: Import
  progress: Progress
  report: BadRowReport
  /** index of the row being read */
  index: number
  waiting: Map<Target, Item[]>
  /** not in the report yet */
  bad: BadRow[]
  onWait: (why: string) => void
}

const BAD_ROWS_AT_ONCE = 1_000

/** Sends a whole file. Cut at any point and called again, it goes on where it was. */
export async function runImport(job: Import): Promise<Imported> {
  const started = performance.now()
  const progress = loadProgress(job.reading.path, job.fileHash, job.plan)
  const resumedAt = progress.rowsDone
  const bar = progressBar()
  const source = openRows(job.reading)
  const share = () => source.bytesRead() / Math.max(1, source.bytes)
  const under: Under = {
    job,
    progress,
    report: badRowReport(job.reading.path, resumedAt > 0),
    index: 0,
    waiting: new Map(),
    bad: [],
    onWait: (why) => bar.show(share(), `waiting: ${why}`),
  }
  for await (const row of source.rows) {
    const done = under.index < resumedAt
    const made = row.kind === 'bad' ? [row] : job.shape.take(row, under.index)
    for (const it of made) if (!done) await put(under, it)
    under.index++
    bar.show(share(), sayHow(under, started))
  }
  for (const it of job.shape.end()) await put(under, it)
  await flush(under)
  bar.end(sayHow(under, started))
  forgetProgress(job.reading.path)
  return {
    ...progress,
    rows: under.index,
    seconds: (performance.now() - started) / 1_000,
    report: progress.badRows > 0 ? under.report.path : undefined,
    resumedAt,
  }
}

async function put(under: Under, it: Item | BadRow): Promise<void> {
  if (it.kind === 'bad') {
    under.bad.push(it)
    if (under.bad.length >= BAD_ROWS_AT_ONCE) report(under)
    return
  }
  const waiting = under.waiting.get(it.target) ?? []
  waiting.push(it)
  under.waiting.set(it.target, waiting)
  if (waiting.length >= it.target.maxItems) await flush(under)
}

function report(under: Under): void {
  under.report.add(under.bad)
  under.progress.badRows += under.bad.length
  under.bad = []
}

/** Sends all that waits, what others lean on first; then everything before this row is done. */
async function flush(under: Under): Promise<void> {
  const { progress, job } = under
  const targets = [...under.waiting.keys()].toSorted((a, b) => a.rank - b.rank)
  for (const target of targets) {
    const items = under.waiting.get(target) ?? []
    if (items.length === 0) continue
    take(under, items, await send(job.access, target, items, under.onWait))
    under.waiting.delete(target)
  }
  report(under)
  progress.rowsDone = Math.max(progress.rowsDone, job.shape.openSince() ?? under.index)
  saveProgress(job.reading.path, progress)
}

function take(under: Under, items: readonly Item[], answer: Answered): void {
  const { progress } = under
  progress.accepted += answer.accepted
  progress.refused += answer.refused.length
  const bad = answer.refused.flatMap(({ index, field, reason }): BadRow[] => {
    const item = items[index]
    return item
      ? item.lines.map((line) => ({ kind: 'bad', line, field, reason, row: item.row }))
      : []
  })
  under.bad.push(...bad)
}

function sayHow({ index, progress }: Under, started: number): string {
  const perSecond = Math.round(index / Math.max(0.001, (performance.now() - started) / 1_000))
  return `${index.toLocaleString('en')} rows (${perSecond.toLocaleString('en')}/s) · ${progress.accepted.toLocaleString('en')} accepted · ${progress.badRows.toLocaleString('en')} bad rows`
}
