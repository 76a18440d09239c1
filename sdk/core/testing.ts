import type { Answer, Host, Post } from './host.ts'

/** A device, its network and a collector, in virtual time: what tests of the core play with. */
export interface Device {
  /** Moves time on, running what becomes due, in order. */
  advance(ms: number): void
  /** The device's clock is set; time itself goes on as it did. */
  setClock(byMs: number): void
  open(): Tab
  readonly stored: Map<string, string>
  /** Message ids in the order in which the collector first took them. */
  readonly taken: string[]
  /** Every body that reached the collector, whatever it answered. */
  readonly arrived: { batch: Sent[]; sentAt: string; at: number }[]
  readonly said: string[]
}

interface Sent {
  messageId: string
  timestamp: string
  type: string
  event?: string
  anonymousId?: string
  userId?: string
  context?: { lost?: number; sessionId?: string }
}

export interface Tab {
  host: Host
  /** As a crash: nothing of it runs any more; what it sent is still under way. */
  kill(): void
}

/** What becomes of a request. `reaches`: the collector sees it; `answer`: what is seen of its answer. */
export interface Fate {
  reaches: boolean
  answer: Answer
  afterMs: number
}

export const FINE: Fate = { reaches: true, answer: { status: 200, text: '{}' }, afterMs: 20 }

/** @param fateOf is asked for every request */
export function device(fateOf: (post: Post) => Fate = () => FINE): Device {
  const stored = new Map<string, string>()
  const taken: string[] = []
  const arrived: Device['arrived'] = []
  const said: string[] = []
  let time = Date.UTC(2026, 2, 2, 2)
  let skew = 0
  let made = 0
  let turn: object | undefined
  let due: { at: number; order: number; run: () => void }[] = []
  const later = (ms: number, run: () => void) => {
    const job = { at: time + Math.max(0, ms), order: made++, run }
    due.push(job)
    return () => {
      due = due.filter((other) => other !== job)
    }
  }

  function arrive(body: string, status: number) {
    const { batch, sentAt } = JSON.parse(body) as { batch: Sent[]; sentAt: string }
    arrived.push({ batch, sentAt, at: time })
    if (status !== 200) return
    for (const { messageId } of batch) if (!taken.includes(messageId)) taken.push(messageId)
  }

  function open(): Tab {
    const tab = { isAlive: true }
    const alive = (run: () => void) => () => {
      if (tab.isAlive) run()
    }
    const host: Host = {
      now: () => time + skew,
      id: () => {
        made += 1
        const hash = Math.imul(made, 2654435761) >>> 0
        return `${hash.toString(16).padStart(8, '0')}-${made}`
      },
      after: (ms, run) => later(ms, alive(run)),
      storage: {
        get: (key) => stored.get(key),
        set: (key, value) => void stored.set(key, value),
        remove: (key) => void stored.delete(key),
        keys: () => [...stored.keys()],
      },
      post(request, answered) {
        const { reaches, answer, afterMs } = fateOf(request)
        // The collector's own answer is what is seen, or it took the batch and nobody heard of it.
        const status = answer.status === 0 ? 200 : answer.status
        if (reaches) later(afterMs / 2, () => arrive(request.body, status))
        later(
          afterMs,
          alive(() => answered(answer)),
        )
      },
      alone(run) {
        if (turn)
          return void later(
            0,
            alive(() => run(undefined)),
          )
        turn = tab
        later(
          0,
          alive(() => run(() => (turn = undefined))),
        )
      },
      say: (what) => void said.push(what),
    }
    const kill = () => {
      tab.isAlive = false
      if (turn === tab) turn = undefined
    }
    return { host, kill }
  }

  return {
    ...{ stored, taken, arrived, said, open },
    setClock: (byMs) => void (skew += byMs),
    advance(ms) {
      const until = time + ms
      for (;;) {
        const [next] = [...due].sort((a, b) => a.at - b.at || a.order - b.order)
        if (!next || next.at > until) break
        due = due.filter((job) => job !== next)
        time = next.at
        next.run()
      }
      time = until
    },
  }
}
