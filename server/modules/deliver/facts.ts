import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'
import { Carrier } from './model/carrier.ts'
import { ReasonCode } from './model/reason.ts'

const About = z.object({
  letterId: z.uuid(),
  personId: bigId,
  contentId: z.uuid().nullable(),
  journeyId: z.uuid().nullable(),
  nodeId: z.string().nullable(),
  runId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
})

/** It is with her: WeCom told of the delivery, or the carrier took it. */
export const letterSent = fact('deliver.letter_sent', About.extend({ carrier: Carrier }))

/** It did not go, and this is why: the budget, her wish, or nothing that reaches her. */
export const letterWithheld = fact('deliver.letter_withheld', About.extend({ reason: ReasonCode }))

/** It was tried and did not arrive. */
export const letterFailed = fact(
  'deliver.letter_failed',
  About.extend({ carrier: Carrier, reason: ReasonCode }),
)
