import type { Bench } from './figure.ts'
import { funnel3 } from './funnel.ts'
import { identityCold } from './identity-cold.ts'
import { identityFunnel } from './identity-funnel.ts'
import { idle } from './idle.ts'
import { batch100 } from './ingest.ts'
import { transitions } from './journey.ts'
import { latency } from './latency.ts'
import { outage } from './outage.ts'
import { ack, single } from './single.ts'
import { callbacks, contactSync, greeting } from './wechat.ts'

/** Names stay stable: other people's checks use them. */
export const benches: readonly Bench[] = [
  ...[batch100, single, ack, latency, idle, funnel3, transitions, identityFunnel, identityCold],
  ...[callbacks, greeting, contactSync],
  outage,
]
