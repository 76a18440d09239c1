import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { figure } from './figure.ts'
import type { Bench } from './figure.ts'
import { benchServer } from './installation.ts'

const SETTLE_MS = 20_000
const LOOK_MS = 40_000
/** Linux counts CPU in hundredths of a second. */
const TICKS_A_SECOND = 100

/** In `/proc/…/stat` after the name: its own time, and that of its children that have ended. */
const OWN_AND_ENDED = [11, 12, 13, 14]

/** CPU seconds of this process and of all it started, the engines among them. */
function cpuSeconds(): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
        return [
          {
            pid: Number(pid),
            parent: Number(fields[1]),
            ticks: OWN_AND_ENDED.reduce((sum, at) => sum + Number(fields[at]), 0),
          },
        ]
      } catch {
        // Swallowed because a process may end while it is looked at.
        return []
      }
    })
  const ours = new Set([process.pid])
  for (let grew = true; grew;) {
    const before = ours.size
    for (const { pid, parent } of stats) if (ours.has(parent)) ours.add(pid)
    grew = ours.size > before
  }
  const ticks = stats.filter(({ pid }) => ours.has(pid)).reduce((sum, it) => sum + it.ticks, 0)
  return ticks / TICKS_A_SECOND
}

async function idlePercent(role: 'all' | 'web'): Promise<number> {
  await using _server = await benchServer(role)
  await sleep(SETTLE_MS)
  const before = cpuSeconds()
  await sleep(LOOK_MS)
  return ((cpuSeconds() - before) / (LOOK_MS / 1_000)) * 100
}

export const idle: Bench = {
  name: 'idle.cpu',
  says: 'an installation with nothing to do, engines included (% of a core); against the same without background work',
  target: '< 1 %',
  async run(log) {
    const all = await idlePercent('all')
    log(`${all.toFixed(2)} % of a core`)
    // The embedded ClickHouse opens one folder a process, so the other role has one of its own.
    const child = fork(fileURLToPath(import.meta.url))
    const [web] = (await once(child, 'message')) as [number]
    return figure('idle.cpu', all, '% of a core', web)
  },
}

if (import.meta.main) {
  process.send?.(await idlePercent('web'))
  process.exit(0)
}
