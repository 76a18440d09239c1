import { must } from '#kernel/assert.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { sendWelcome as sendThroughWecom } from '#wechat/wecom/welcome.ts'
import { NOT_CONNECTED } from '../carriers/rendered.ts'
import { sendingOfFault } from '../carriers/faults.ts'
import { wecomLetter } from '../carriers/wecom-letter.ts'
import type { LetterState } from '../model/letter.ts'
import { sendingOf } from '../model/verdict.ts'
import type { Sending } from '../model/verdict.ts'
import type { Reason } from '../model/reason.ts'
import { insertWelcome, welcomeByKey } from '../store/welcomes.ts'
import { blindOf } from './addresses.ts'
import { settle } from './settle.ts'

export interface WelcomeRequest {
  /** from the callback; lives 20 s and works once */
  welcomeCode: string
  staffUserid: string
  externalUserid: string
  rendered: RenderedContent
  /** chosen by the caller when the content's link already names the letter */
  letterId?: string | undefined
  contentId?: string | undefined
  personId?: string | undefined
  /** an attempt before this one may have arrived: "done before" then means by us */
  unsure?: boolean | undefined
}

export interface Welcomed {
  letterId: string
  outcome: LetterState
  reason?: Reason | undefined
}

/**
 * The fast lane: greets a newcomer within WeCom's 20 s. The intent is written first, so that a
 * callback delivered twice greets once. Where WeCom was busy (`sending`) or its answer was lost
 * (`unknown`), the letter stays open for the caller to ask again while the code lives: it works
 * once, so asking again is never a second greeting. A letter that nobody asks about again ends with
 * the lost ones.
 */
export async function sendWelcome(ctx: Ctx, request: WelcomeRequest): Promise<Welcomed> {
  const key = `welcome:${request.welcomeCode}`
  await insertWelcome(ctx, {
    letterId: request.letterId ?? ctx.newId(),
    key,
    personId: request.personId,
    contentId: request.contentId,
    scope: request.staffUserid,
    addressBlind: blindOf(ctx.secrets, 'wecom_welcome', request.externalUserid),
  })
  const letter = must(await welcomeByKey(ctx, key), 'the letter just written')
  const letterId = letter.letter_id
  if (letter.state !== 'sending' && letter.state !== 'unknown')
    return { letterId, outcome: letter.state, reason: letter.reason ?? undefined }
  const sending = await greet(ctx, request)
  if (sending.kind === 'put_back') return { letterId, outcome: 'sending', reason: sending.reason }
  if (sending.kind === 'unknown') return { letterId, outcome: 'unknown', reason: 'outcome_unknown' }
  await settle(ctx, [{ letterId, sending }])
  const after = must(await welcomeByKey(ctx, key), 'the letter just settled')
  return { letterId, outcome: after.state, reason: after.reason ?? undefined }
}

async function greet(
  ctx: Ctx,
  { welcomeCode, rendered, unsure }: WelcomeRequest,
): Promise<Sending> {
  const session = await wecomClient(ctx)
  if (!session) return NOT_CONNECTED
  try {
    const welcome = { welcome_code: welcomeCode, ...wecomLetter(rendered) }
    const outcome = await sendThroughWecom(session, welcome)
    if (outcome.kind === 'ok') return { kind: 'sent' }
    if (outcome.verdict !== 'already_done') return sendingOf(outcome.verdict, ctx.now)
    // Without an attempt of ours that may have arrived, it was another app's greeting.
    return unsure ? { kind: 'sent' } : { kind: 'failed', reason: 'greeted_already' }
  } catch (error) {
    return sendingOfFault(error, ctx.now)
  }
}
