import type { Dialect } from './dialect.ts'
import { segment } from './segment/dialect.ts'

/** Every SDK family there is. Where two share an address, the earlier one is asked first. */
export const WIRE_DIALECTS = ['segment'] as const
export type WireDialect = (typeof WIRE_DIALECTS)[number]

export const DIALECTS: Readonly<Record<WireDialect, Dialect>> = { segment }
