import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Another process holds the data directory. */
export class DataDirInUse extends Error {
  override name = 'DataDirInUse'
}

interface Holder {
  pid: number
  /** when the process began, in the kernel's own count: a pid alone may be somebody else by now */
  began: string
}

/**
 * One process at a time may open the embedded engines of a folder. The file names its holder, so
 * what a killed one left behind is told from one that lives.
 */
export function lockDataDir(dataDir: string): Disposable {
  const dir = resolve(dataDir)
  const path = join(dir, 'lock')
  mkdirSync(dir, { recursive: true })
  const own: Holder = { pid: process.pid, began: beganOf(process.pid) ?? '' }
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, JSON.stringify(own), { mode: 0o600 })
  try {
    linkSync(mine, path) // whole or not at all, unlike writing it in place
    rmSync(mine)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const holder = dataDirHolder(dir)
    if (holder !== undefined) {
      rmSync(mine)
      throw new DataDirInUse(`${dir} is open in another process (pid ${holder})`, { cause: error })
    }
    // Of two that find a dead holder at once, the file says which one came last: only it goes on.
    renameSync(mine, path)
    if (dataDirHolder(dir) !== undefined)
      throw new DataDirInUse(`${dir} is being opened by another process`, { cause: error })
  }
  return {
    [Symbol.dispose]: () => {
      if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true })
    },
  }
}

/** The pid of another living process that holds the folder. */
export function dataDirHolder(dataDir: string): number | undefined {
  const holder = readHolder(join(resolve(dataDir), 'lock'))
  if (!holder || holder.pid === process.pid || !lives(holder)) return undefined
  return holder.pid
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof holder === 'object' && holder !== null && 'pid' in holder
      ? (holder as Holder)
      : undefined
  } catch {
    // Swallowed because no file, or half of one, means that nobody holds the folder.
    return undefined
  }
}

function lives({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Swallowed because an answer is all we ask: EPERM is a process of somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const seen = beganOf(pid)
  return seen === undefined || began === '' || seen === began
}

/** Field 22 of /proc/PID/stat; undefined where there is no /proc. */
function beganOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    // Swallowed because only Linux tells; elsewhere the pid must do.
    return undefined
  }
}
