import { addMs, instantOf } from '#kernel/time.ts'

/** What a format's letters stand for, longest first. */
const PARTS = {
  YYYY: 'year',
  MM: 'month',
  DD: 'day',
  HH: 'hour',
  mm: 'minute',
  ss: 'second',
} as const
type Part = (typeof PARTS)[keyof typeof PARTS]

export interface WhenFormat {
  /** `YYYY-MM-DD HH:mm:ss`, `unix`, `unix_ms`; without one, ISO 8601 with or without a zone */
  format: string | undefined
  timeZone: string
}

const LOCAL_ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/

/**
 * A file's time as an instant; undefined when it is none. A format says all there is to say: its
 * other letters (a `Z` too) stand for themselves, and the time is the zone's own.
 */
export function readWhen(text: string, { format, timeZone }: WhenFormat): Date | undefined {
  if (format === 'unix' || format === 'unix_ms') {
    const number = Number(text)
    if (text === '' || !Number.isFinite(number)) return undefined
    return valid(new Date(format === 'unix' ? number * 1_000 : number))
  }
  if (format !== undefined) return inFormat(text, format, timeZone)
  const local = LOCAL_ISO.exec(text)
  if (local) {
    const [year, month, day, hour, minute, second] = local
      .slice(1)
      .map((digits) => Number(digits ?? 0))
    return fromParts({ year, month, day, hour, minute, second }, timeZone)
  }
  return /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)
    ? valid(new Date(text))
    : undefined
}

function inFormat(text: string, format: string, timeZone: string): Date | undefined {
  const order: Part[] = []
  const pattern = format
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/YYYY|MM|DD|HH|mm|ss/g, (letters) => {
      order.push(PARTS[letters as keyof typeof PARTS])
      return letters === 'YYYY' ? String.raw`(\d{4})` : String.raw`(\d{1,2})`
    })
  const found = new RegExp(`^${pattern}$`).exec(text)
  if (!found) return undefined
  return fromParts(
    Object.fromEntries(order.map((part, i) => [part, Number(found[i + 1])])),
    timeZone,
  )
}

function fromParts(
  parts: { [P in Part]?: number | undefined },
  timeZone: string,
): Date | undefined {
  const { year = Number.NaN, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const asked = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // 31 February rolls over to March: then it was no date.
  if (
    Number.isNaN(asked.getTime()) ||
    asked.getUTCDate() !== day ||
    asked.getUTCMonth() !== month - 1
  )
    return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return addMs(instantOf({ year, month, day, hour, minute }, timeZone), second * 1_000)
}

const valid = (at: Date): Date | undefined => (Number.isNaN(at.getTime()) ? undefined : at)
