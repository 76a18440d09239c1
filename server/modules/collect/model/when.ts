import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'

/** Below this, the difference between the two clocks is the network's, not the client's. */
const SKEW_FROM_MS = MINUTE_MS
const FUTURE_MS = 24 * HOUR_MS
const PAST_MS = 3_653 * DAY_MS // ten years
/** ClickHouse's DateTime64 begins in 1900; before that a date is no date. */
const OLDEST_MS = Date.UTC(1900, 0, 1)

interface Stamps {
  /** what the client's clock showed when it happened */
  client: Date | undefined
  /** what the client's clock showed when it sent */
  sent: Date | undefined
  receivedAt: Date
  /** imported: times are the truth, however old, and are not corrected */
  history: boolean
}

/**
 * When it happened, by our clock: `received − (sent − client)` when the client's clock is off by
 * more than a minute; else what the client said. What is then more than a day ahead, or older than
 * ten years and no import, is taken to have happened when it arrived.
 */
export function happenedAt({ client, sent, receivedAt, history }: Stamps): Date {
  if (!client) return receivedAt
  const received = receivedAt.getTime()
  const skew = sent && !history ? received - sent.getTime() : 0
  const at = client.getTime() + (Math.abs(skew) > SKEW_FROM_MS ? skew : 0)
  const oldest = history ? OLDEST_MS : received - PAST_MS
  return at > received + FUTURE_MS || at < oldest ? receivedAt : new Date(at)
}

const ISO =
  /^[+-]?\d{4,6}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?$/i
const SECONDS_BELOW = 100_000_000_000 // as milliseconds this is 1973: nobody means that

/**
 * A stamp as SDKs send it: ISO text, or a number of milliseconds or seconds since 1970. Text without
 * a zone is UTC, whatever this machine's zone. `undefined`: there is none; `'bad'`: it is no time.
 */
export function stamp(value: unknown): Date | undefined | 'bad' {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}$/.test(value))) {
    const number = Number(value)
    return instant(Math.abs(number) < SECONDS_BELOW ? number * 1_000 : number)
  }
  if (typeof value !== 'string' || !ISO.test(value.trim())) return 'bad'
  const text = value.trim().replace(' ', 'T')
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && text.includes('T')
  return instant(Date.parse(zoned || !text.includes('T') ? text : `${text}Z`))
}

function instant(ms: number): Date | 'bad' {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'bad' : date
}
