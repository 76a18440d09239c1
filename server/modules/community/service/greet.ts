import { renderForPerson } from '#modules/content/service.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import { sendWelcome } from '#modules/deliver/service/welcome.ts'
import { codeByState, welcomeFor } from '#modules/entry/service.ts'
import { ensurePerson } from '#modules/identity/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { next, worthTrying } from '../model/greeting.ts'
import type { Answer, Next } from '../model/greeting.ts'
import { claimGreetings, saveGreeting } from '../store/greetings.ts'
import type { GreetingRow } from '../store/greetings.ts'

const BATCH = 20

/** The fast lane: everybody who is due at once, those whose code dies first in front. */
export async function greet(rt: Runtime): Promise<number> {
  const claimed = await claimGreetings(rt.database.db, rt.clock.now(), BATCH)
  await Promise.all(claimed.map((greeting) => greetOne(rt, greeting)))
  return claimed.length
}

interface Tried {
  next: Next
  letterId?: string | undefined
}

async function greetOne(rt: Runtime, greeting: GreetingRow): Promise<void> {
  const attempt = { deadlineAt: greeting.deadline_at, unsure: greeting.unsure }
  const ctx = rt.ctx(greeting.workspace_id)
  const tried: Tried = worthTrying(attempt, ctx.now)
    ? await tryToGreet(ctx, rt, greeting, attempt)
    : { next: { kind: 'over', state: 'missed', reason: greeting.reason ?? 'too_late' } }
  const now = rt.clock.now()
  await saveGreeting(rt.database.db, greeting, tried.next, tried.letterId, now)
  if (tried.next.kind === 'over') tell(rt, greeting, tried.next, now)
}

async function tryToGreet(
  ctx: Ctx,
  rt: Runtime,
  greeting: GreetingRow,
  attempt: { deadlineAt: Date; unsure: boolean },
): Promise<Tried> {
  let words: Words | undefined
  try {
    words = await wordsFor(ctx, greeting)
  } catch (error) {
    // Swallowed because nothing was sent yet: it is logged, and tried again while there is time.
    rt.log.error(
      { err: error, greeting: greeting.greeting_id },
      'a greeting could not be made ready',
    )
    return { next: next(attempt, { kind: 'busy' }, rt.clock.now()) }
  }
  if (!words) return { next: { kind: 'over', state: 'nothing_to_say' } }
  try {
    const sent = await sendWelcome(ctx, {
      welcomeCode: greeting.welcome_code,
      staffUserid: greeting.staff_userid,
      externalUserid: greeting.external_userid,
      unsure: greeting.unsure,
      ...words,
    })
    return { next: next(attempt, answerOf(sent), rt.clock.now()), letterId: sent.letterId }
  } catch (error) {
    // Swallowed because the greeting may have gone out: WeCom is asked, as after a crash.
    rt.log.error({ err: error, greeting: greeting.greeting_id }, 'a greeting broke off')
    return { next: next(attempt, { kind: 'unknown' }, rt.clock.now()) }
  }
}

interface Words {
  rendered: RenderedContent
  contentId: string | undefined
  personId: string
  letterId: string
}

/** What this member of staff says to who comes by this code, with a link that is the newcomer's own. */
async function wordsFor(ctx: Ctx, greeting: GreetingRow): Promise<Words | undefined> {
  const source = greeting.entry_state ? await codeByState(ctx, greeting.entry_state) : undefined
  const codeId = source?.codeId
  const welcome = await welcomeFor(ctx, {
    codeId,
    staffUserid: greeting.staff_userid,
    now: ctx.now,
  })
  if (!welcome) return undefined
  const personId = await ctx.transact((tx) =>
    ensurePerson(tx, [
      { kind: 'external_userid', scope: greeting.corp_id, value: greeting.external_userid },
    ]),
  )
  // The greeting's own id names the letter, so that every attempt carries the same link.
  const letterId = greeting.greeting_id
  const { contentId, text } = welcome
  const content = contentId
    ? await renderForPerson(ctx, {
        contentId,
        personId,
        placement: { letterId, codeId, carrier: 'wecom_welcome' },
      })
    : undefined
  const rendered = together(text, content)
  return rendered && { rendered, personId, letterId, contentId: content && contentId }
}

/** The words of the code first, then what it gives. */
function together(text: string, content: RenderedContent | undefined): RenderedContent | undefined {
  if (!content) return text === '' ? undefined : { kind: 'text', title: '', text }
  if (text === '') return content
  if (content.kind !== 'text') return { ...content, text }
  return { ...content, text: [text, content.text].filter(Boolean).join('\n') }
}

type Sent = Awaited<ReturnType<typeof sendWelcome>>

function answerOf({ outcome, reason }: Sent): Answer {
  if (outcome === 'sent') return { kind: 'sent' }
  if (outcome === 'unknown') return { kind: 'unknown' }
  if (outcome === 'sending') return { kind: 'busy' }
  if (reason === 'greeted_already') return { kind: 'done_before' }
  if (reason === 'too_late') return { kind: 'too_late' }
  return { kind: 'refused', reason: reason ?? outcome }
}

/** A newcomer who was not greeted is lost attention: an alarm, not a line in a table. */
function tell(rt: Runtime, greeting: GreetingRow, over: Next & { kind: 'over' }, now: Date) {
  rt.metrics.welcomes.inc({ outcome: over.state })
  const tookMs = now.getTime() - greeting.received_at.getTime()
  if (over.state === 'sent') rt.metrics.welcomeSeconds.observe(tookMs / 1_000)
  const about = {
    greeting: greeting.greeting_id,
    workspace: greeting.workspace_id,
    attempts: greeting.attempts,
    because: over.reason,
  }
  if (over.state === 'missed') rt.log.error(about, 'a newcomer was not greeted in time')
  if (over.state === 'failed') rt.log.error(about, 'a newcomer could not be greeted')
}
