import { must } from '#kernel/assert.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { holdingToken } from '#wechat/session.ts'
import type { Session } from '#wechat/session.ts'
import { sendWelcome as sendThroughWecom } from '#wechat/wecom/welcome.ts'
import { NOT_CONNECTED } from '../carriers/rendered.ts'
import { sendingOfFault } from '../carriers/faults.ts'
import { wecomLetter } from '../carriers/wecom-letter.ts'
import type { LetterState } from '../model/letter.ts'
import { sendingOf } from '../model/verdict.ts'
import type { Sending } from '../model/verdict.ts'
import type { Reason } from '../model/reason.ts'
import { insertWelcomes, welcomesByKey } from '../store/welcomes.ts'
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
  return must((await sendWelcomes(ctx, [request]))[0], 'the answer')
}

/** The same for all who came together, in the order asked: statements are shared, WeCom is asked at once. */
export async function sendWelcomes(
  ctx: Ctx,
  requests: readonly WelcomeRequest[],
): Promise<Welcomed[]> {
  const keyOf = ({ welcomeCode }: WelcomeRequest) => `welcome:${welcomeCode}`
  const keys = requests.map(keyOf)
  await insertWelcomes(
    ctx,
    requests.map((request) => ({
      letterId: request.letterId ?? ctx.newId(),
      key: keyOf(request),
      personId: request.personId,
      contentId: request.contentId,
      scope: request.staffUserid,
      addressBlind: blindOf(ctx.secrets, 'wecom_welcome', request.externalUserid),
    })),
  )
  const letters = await welcomesByKey(ctx, keys)
  const found = await wecomClient(ctx)
  const session = found && holdingToken(found)
  const sent = await Promise.all(
    requests.map(async (request) => {
      const letter = must(letters.get(keyOf(request)), 'the letter just written')
      const isOpen = letter.state === 'sending' || letter.state === 'unknown'
      return { letter, sending: isOpen ? await greet(ctx, session, request) : undefined }
    }),
  )
  await settle(
    ctx,
    sent.flatMap(({ letter, sending }) =>
      sending && sending.kind !== 'put_back' && sending.kind !== 'unknown'
        ? [{ letterId: letter.letter_id, sending }]
        : [],
    ),
  )
  const after = await welcomesByKey(ctx, keys)
  return sent.map(({ letter: { letter_id: letterId }, sending }, i): Welcomed => {
    if (sending?.kind === 'put_back')
      return { letterId, outcome: 'sending', reason: sending.reason }
    if (sending?.kind === 'unknown')
      return { letterId, outcome: 'unknown', reason: 'outcome_unknown' }
    const now = must(after.get(keys[i] ?? ''), 'the letter just settled')
    return { letterId, outcome: now.state, reason: now.reason ?? undefined }
  })
}

async function greet(
  ctx: Ctx,
  session: Session | undefined,
  { welcomeCode, rendered, unsure }: WelcomeRequest,
): Promise<Sending> {
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
