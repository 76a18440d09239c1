import { MINUTE_MS } from '#kernel/time.ts'
import type { Json } from '../read.ts'

const LOCAL = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{1,3})$/

/**
 * Dates of 神策 are local to the device, without a zone: `2026-03-02 10:00:00.07`. The fraction is a
 * whole number of milliseconds (`.07` is 7 ms; the SDK pads to two digits), and the zone stands in
 * `$timezone_offset`, as JavaScript counts it (China: −480). Without it they stay as they are.
 */
export function withTimes(properties: Json): Json {
  const offset = properties.$timezone_offset
  if (typeof offset !== 'number' || !Number.isFinite(offset) || Math.abs(offset) > 14 * 60)
    return properties
  let changed: Record<string, unknown> | undefined
  for (const [name, value] of Object.entries(properties)) {
    const instant = typeof value === 'string' ? instantOf(value, offset) : undefined
    if (instant !== undefined) (changed ??= { ...properties })[name] = instant
  }
  return changed ?? properties
}

function instantOf(text: string, offset: number): string | undefined {
  const [, ...parts] = LOCAL.exec(text) ?? []
  if (parts.length === 0) return undefined
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = parts.map(Number)
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  return new Date(local + offset * MINUTE_MS).toISOString()
}
