import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { dataDirHolder } from '#platform/data-dir-lock.ts'

/** What a running server leaves for the commands beside it. */
const runFile = z.object({
  pid: z.int(),
  /** null for a worker */
  url: z.string().nullable(),
  postgresUrl: z.string(),
  startedAt: z.iso.datetime(),
})
export type RunFile = z.infer<typeof runFile>

const pathIn = (dataDir: string) => join(dataDir, 'run.json')

/** Readable by its owner alone: it holds the database's password. */
export function writeRunFile(dataDir: string, run: RunFile): Disposable {
  const path = pathIn(dataDir)
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) }
}

/** The server that runs on this data directory now; what a killed one left behind does not count. */
export function runningServer(dataDir: string): RunFile | undefined {
  try {
    const run = runFile.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8')))
    return run.pid === dataDirHolder(dataDir) || run.pid === process.pid ? run : undefined
  } catch {
    // Swallowed because no file, or half of one, means that nothing runs here.
    return undefined
  }
}
