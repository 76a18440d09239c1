import type { Dialect } from './dialect.ts'
import { pixel } from './pixel/dialect.ts'
import { posthog } from './posthog/dialect.ts'
import { rudderstack } from './rudderstack/dialect.ts'
import { segment } from './segment/dialect.ts'
import { sensors } from './sensors/dialect.ts'
import { webhook } from './webhook/dialect.ts'

/** Every SDK family there is. Where two share an address, the earlier one is asked first. */
export const WIRE_DIALECTS = [
  'rudderstack',
  'segment',
  'sensors',
  'posthog',
  'pixel',
  'webhook',
] as const
export type WireDialect = (typeof WIRE_DIALECTS)[number]

export const DIALECTS: Readonly<Record<WireDialect, Dialect>> = {
  rudderstack,
  segment,
  sensors,
  posthog,
  pixel,
  webhook,
}
