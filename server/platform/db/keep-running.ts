import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Kept {
  readonly pid: number
  /** Ends it for good; answers when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

export interface HowToKeep {
  start(): ChildProcess
  /** Throws when it ended before it could be used. */
  untilReady(child: ChildProcess): Promise<void>
}

const PAUSE_MS = 200
/** A full disk may last: it is tried again, ever more rarely. */
const MAX_PAUSE_MS = 5_000

/**
 * Whatever ends it but us (no memory, a full disk, somebody's `kill`), it is started again, as long as
 * it takes. The first start is the caller's: if that fails, it throws.
 */
export async function keepRunning({ start, untilReady }: HowToKeep): Promise<Kept> {
  let ending = false
  let child = start()
  await untilReady(child).catch((error: unknown) => {
    child.kill('SIGINT')
    throw error
  })

  async function revive(): Promise<void> {
    for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2)) {
      await sleep(pauseMs)
      if (ending) return
      child = start()
      try {
        await untilReady(child)
        return watch()
      } catch {
        // Swallowed because what kept it from starting may pass; whoever asks it meanwhile hears that
        // it is away.
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
      }
    }
  }
  const watch = () => {
    if (hasEnded(child)) void (ending || revive())
    else child.once('exit', () => void (ending || revive()))
  }
  watch()

  return {
    get pid() {
      return child.pid as number
    },
    async end(signal) {
      ending = true
      if (hasEnded(child)) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null
