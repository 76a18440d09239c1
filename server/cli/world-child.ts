import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { once } from 'node:events'
import { z } from 'zod'
import type { Demo } from './demo.ts'

/** The addresses the world prints once it is open. */
const addresses = z.object({ shopUrl: z.string(), controlUrl: z.string() }).loose()
export type WorldAddresses = z.infer<typeof addresses>

export interface WorldChild extends AsyncDisposable {
  /** undefined when it ended before it was open */
  readonly open: Promise<WorldAddresses | undefined>
  /** its exit code; null when a signal ended it */
  readonly ended: Promise<number | null>
}

const PATIENCE_MS = 20_000
const END_WITH_PARENT = join(import.meta.dirname, 'end-with-parent.ts')
const MAIN = join(import.meta.dirname, '../../world/main.ts')

/** Starts the WeChat world as a process of its own, on the other side of the wire. */
export function startWorld(
  siyuUrl: string,
  { apiKey, writeKey }: Demo,
  dataDir: string,
  more: readonly string[],
  onLine: (line: string) => void,
): WorldChild {
  const child = spawn(
    process.execPath,
    [
      ...['--import', END_WITH_PARENT],
      MAIN,
      ...['--siyu', siyuUrl, '--api-key', apiKey, '--write-key', writeKey],
      ...['--data', join(dataDir, 'world', 'world.json')],
      ...more,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const ended = once(child, 'exit').then(([code]) => z.int().nullable().parse(code))
  createInterface({ input: child.stderr }).on('line', onLine)
  const lines = createInterface({ input: child.stdout })
  const first = once(lines, 'line').then(([line]) => addresses.parse(JSON.parse(String(line))))
  return {
    ended,
    open: Promise.race([first, ended.then(() => undefined)]),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(impatience)
    },
  }
}
