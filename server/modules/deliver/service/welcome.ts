import type { RenderedContent } from '#modules/content/model/render.ts'
import { wecomSession } from '../carriers/connections.ts'
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
}

export interface Welcomed {
  letterId: string
  outcome: LetterState
  reason?: Reason | undefined
}

/**
 * The fast lane: greets a newcomer within WeCom's 20 s. The intent is written first, so that a
 * callback delivered twice greets once. A code that was too late or used is never tried again.
 */
export async function sendWelcome(ctx: Ctx, request: WelcomeRequest): Promise<Welcomed> {
  const letterId = request.letterId ?? ctx.newId()
  const key = `welcome:${request.welcomeCode}`
  const begun = await insertWelcome(ctx, {
    letterId,
    key,
    personId: request.personId,
    contentId: request.contentId,
    scope: request.staffUserid,
    addressBlind: blindOf(ctx.secrets, 'wecom_welcome', request.externalUserid),
  })
  if (begun) await settle(ctx, [{ letterId, sending: await greet(ctx, request) }])
  const letter = await welcomeByKey(ctx, key)
  return {
    letterId: letter?.letter_id ?? letterId,
    outcome: letter?.state ?? 'unknown',
    reason: letter?.reason ?? undefined,
  }
}

async function greet(ctx: Ctx, { welcomeCode, rendered }: WelcomeRequest): Promise<Sending> {
  const session = await wecomSession(ctx)
  if (!session) return NOT_CONNECTED
  try {
    const welcome = { welcome_code: welcomeCode, ...wecomLetter(rendered) }
    const outcome = await sendThroughWecom(session, welcome)
    if (outcome.kind === 'ok') return { kind: 'sent' }
    const sending = sendingOf(outcome.verdict, ctx.now)
    // The code dies in seconds: later is never, and "done before" was another app's greeting.
    if (outcome.verdict === 'already_done') return { kind: 'failed', reason: 'greeted_already' }
    return sending.kind === 'put_back' ? { kind: 'failed', reason: 'too_late' } : sending
  } catch (error) {
    const sending = sendingOfFault(error, ctx.now)
    return sending.kind === 'put_back' ? { kind: 'failed', reason: 'carrier_busy' } : sending
  }
}
