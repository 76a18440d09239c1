import { sql, str, type Sql } from '#kernel/sql.ts'

// Years both engines can hold; a time needs its offset, because without one it is no instant.
const DATE = '(?:19[7-9][0-9]|20[0-9]{2}|21[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const TIME = 'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?'
const OFFSET = '(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])'
const SHAPE = `^${DATE}(?:${TIME}${OFFSET})?$`
const shape = new RegExp(SHAPE)

/** `Z` or `+08:00`: the end of an instant. */
const offsetOf = (instant: string): string => /(?:Z|[+-]\d\d:\d\d)$/.exec(instant)?.[0] ?? 'Z'

const isRealDay = (text: string): boolean => {
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text.slice(0, 10))
}

/**
 * The instant, in ms, of a date in text; a bare date is midnight at the offset of `near`, the bound
 * it is held against. `undefined` for all other text, also for days that no calendar has.
 */
export function isoDate(text: string, near: string): number | undefined {
  if (!shape.test(text) || !isRealDay(text)) return undefined
  return Date.parse(text.length === 10 ? `${text}T00:00:00${offsetOf(near)}` : text)
}

/** The same in ClickHouse: Nullable(DateTime64(3)). */
export const isoDateCh = (
  text: Sql,
  near: string,
): Sql => sql`if(ifNull(match(${text}, ${str(SHAPE)}), false),
    parseDateTime64BestEffortOrNull(if(length(${text}) = 10, concat(${text}, ${str(`T00:00:00${offsetOf(near)}`)}), ${text}), 3, 'UTC'), NULL)`
