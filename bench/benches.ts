import type { Bench } from './figure.ts'
import { funnel3 } from './funnel.ts'
import { batch100 } from './ingest.ts'
import { transitions } from './journey.ts'

/** Names stay stable: other people's checks use them. */
export const benches: readonly Bench[] = [batch100, funnel3, transitions]
