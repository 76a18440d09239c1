import type { Answer, Host } from './host.ts'
import type { Outbox, Waiting } from './outbox.ts'
import type { Settings } from './options.ts'
import { pauseMs, verdictOf } from './verdict.ts'

export interface Sender {
  /** Something waits: it goes no later than this. */
  wake(withinMs: number): void
  /** The network is back: a pause ends. */
  online(): void
  /** The runtime may end at any moment. */
  leave(): void
}

/** When the shared outbox may be tried again; kept there, so that a reload does not cut it short. */
const PAUSE = 'pause'

/**
 * Sends the outbox from its oldest message on, one request at a time. Every request begins with the
 * oldest and nothing is taken out before the server has it, so whatever fails, and however often,
 * the server first sees each person's messages in the order in which they were made.
 */
export function createSender(host: Host, outbox: Outbox, settings: Settings): Sender {
  // Another tab has the turn; it sends everybody's, and this one looks again.
  const LOOK_AGAIN_MS = 1_000
  const BATCH_CHARS = 400_000
  // `fetch` with keepalive and `sendBeacon` carry 64 KB in all; a batch may be on its way already.
  const LEAVING_CHARS = 12_000
  let timer: { at: number; cancel: () => void } | undefined
  let sending: readonly Waiting[] | undefined
  let failures = 0
  let most = settings.batchSize

  const pausedUntil = () => {
    const until = Number(host.storage.get(PAUSE)) || 0
    // A clock that was set back would make a pause of years.
    return until - host.now() > 3_600_000 ? 0 : until
  }

  function wake(withinMs: number) {
    const at = host.now() + withinMs
    if (timer && timer.at <= at) return
    timer?.cancel()
    timer = {
      at,
      cancel: host.after(withinMs, () => {
        timer = undefined
        go()
      }),
    }
  }

  function go() {
    if (sending || outbox.size() === 0) return
    const pause = pausedUntil() - host.now()
    if (pause > 0) return wake(pause)
    sending = []
    host.alone((done) => {
      if (done) return next(done)
      sending = undefined
      wake(LOOK_AGAIN_MS)
    })
  }

  function next(done: () => void) {
    sending = outbox.head(most, BATCH_CHARS)
    if (sending.length === 0) {
      sending = undefined
      return done()
    }
    post(sending, false, (answer, batch) => {
      const isGoingOn = judge(answer, batch)
      if (isGoingOn) return next(done)
      sending = undefined
      done()
      wake(Math.max(0, pausedUntil() - host.now()))
    })
  }

  /** Whether the next batch may follow at once. */
  function judge(answer: Answer, batch: readonly Waiting[]): boolean {
    const verdict = verdictOf(answer.status)
    if (verdict === 'later') {
      const chance = parseInt(host.id().slice(0, 4), 16) / 0xffff
      const pause = pauseMs(settings, failures++, chance, answer)
      host.storage.set(PAUSE, String(host.now() + pause))
      host.say(`${answer.status}: ${batch.length} wait ${Math.round(pause)} ms`)
      return false
    }
    if (verdict === 'smaller' && batch.length > 1) {
      most = batch.length >> 1
      return true
    }
    if (verdict !== 'taken')
      host.say(`${answer.status}: ${batch.length} dropped: ${answer.text ?? ''}`)
    settle(answer, batch)
    return true
  }

  function settle(answer: Answer, batch: readonly Waiting[]) {
    outbox.remove(batch.map(({ key }) => key))
    failures = 0
    most = settings.batchSize
    host.storage.remove(PAUSE)
    if (settings.debug && /"refused":\[[^\]]/.test(answer.text ?? ''))
      host.say(`refused: ${answer.text ?? ''}`)
  }

  function post(
    batch: readonly Waiting[],
    leaving: boolean,
    answered: (answer: Answer, batch: readonly Waiting[]) => void,
  ) {
    const texts = batch.map(({ text }) => text).join(',')
    const sentAt = new Date(host.now()).toISOString()
    const head = JSON.stringify({ writeKey: settings.writeKey, sentAt }).slice(0, -1)
    const url = `${settings.endpoint}/v1/batch`
    host.post({ url, body: `${head},"batch":[${texts}]}`, leaving }, (answer) =>
      answered(answer, batch),
    )
  }

  return {
    wake,
    online() {
      host.storage.remove(PAUSE)
      wake(0)
    },
    leave() {
      if (pausedUntil() > host.now()) return
      // A character is up to three bytes.
      const batch = outbox.head(Infinity, LEAVING_CHARS)
      const isNews = batch.length > (sending?.length ?? 0)
      if (!isNews) return
      post(batch, true, (answer) => {
        if (verdictOf(answer.status) === 'taken') settle(answer, batch)
      })
    },
  }
}
