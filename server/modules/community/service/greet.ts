import { must } from '#kernel/assert.ts'
import { renderForPeople } from '#modules/content/service.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import { sendWelcomes } from '#modules/deliver/service/welcome.ts'
import { codeByState, welcomeFor } from '#modules/entry/service.ts'
import { ensurePersons } from '#modules/identity/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { next, worthTrying } from '../model/greeting.ts'
import type { Answer, Next } from '../model/greeting.ts'
import { claimGreetings, saveGreetings } from '../store/greetings.ts'
import type { GreetingRow, GreetingSaved } from '../store/greetings.ts'

/** So many are greeted at once: their statements are shared, WeCom is asked for all together. */
const BATCH = 100

/** The fast lane: everybody who is due at once, those whose code dies first in front. */
export async function greet(rt: Runtime): Promise<number> {
  const claimed = await claimGreetings(rt.database.db, rt.clock.now(), BATCH)
  const houses = Map.groupBy(claimed, (greeting) => greeting.workspace_id)
  await Promise.all([...houses].map(([workspaceId, all]) => greetAll(rt, workspaceId, all)))
  return claimed.length
}

type Tried = GreetingSaved & { greeting: GreetingRow }

const attemptOf = (greeting: GreetingRow) => ({
  deadlineAt: greeting.deadline_at,
  unsure: greeting.unsure,
})

async function greetAll(
  rt: Runtime,
  workspaceId: string,
  greetings: readonly GreetingRow[],
): Promise<void> {
  const ctx = rt.ctx(workspaceId)
  const [worth, late] = [
    greetings.filter((greeting) => worthTrying(attemptOf(greeting), ctx.now)),
    greetings.filter((greeting) => !worthTrying(attemptOf(greeting), ctx.now)),
  ]
  const tried = await tryToGreet(ctx, rt, worth)
  for (const greeting of late) {
    const over = { kind: 'over', state: 'missed', reason: greeting.reason ?? 'too_late' } as const
    tried.push({ greeting, next: over })
  }
  const now = rt.clock.now()
  await saveGreetings(rt.database.db, tried, now)
  for (const { greeting, next: then } of tried)
    if (then.kind === 'over') tell(rt, greeting, then, now)
}

async function tryToGreet(
  ctx: Ctx,
  rt: Runtime,
  greetings: readonly GreetingRow[],
): Promise<Tried[]> {
  if (greetings.length === 0) return []
  const nextOf = (greeting: GreetingRow, answer: Answer): Tried => ({
    ...{ greeting, next: next(attemptOf(greeting), answer, rt.clock.now()) },
  })
  let words: (Words | undefined)[]
  try {
    words = await wordsFor(ctx, greetings)
  } catch (error) {
    // One that cannot be made ready costs itself: the others are tried one by one.
    if (greetings.length > 1)
      return (await Promise.all(greetings.map((one) => tryToGreet(ctx, rt, [one])))).flat()
    // Swallowed because nothing was sent yet: it is logged, and tried again while there is time.
    const about = { err: error, greeting: greetings[0]?.greeting_id }
    rt.log.error(about, 'a greeting could not be made ready')
    return greetings.map((greeting) => nextOf(greeting, { kind: 'busy' }))
  }
  const ready = greetings.flatMap((greeting, i) => {
    const said = words[i]
    return said ? [{ greeting, said }] : []
  })
  const silent = greetings
    .filter((_, i) => !words[i])
    .map((greeting): Tried => ({ greeting, next: { kind: 'over', state: 'nothing_to_say' } }))
  if (ready.length === 0) return silent
  try {
    const sent = await sendWelcomes(
      ctx,
      ready.map(({ greeting, said }) => ({
        welcomeCode: greeting.welcome_code,
        staffUserid: greeting.staff_userid,
        externalUserid: greeting.external_userid,
        unsure: greeting.unsure,
        ...said,
      })),
    )
    const tried = ready.map(({ greeting }, i) => {
      const one = must(sent[i], 'an answer for each')
      return { ...nextOf(greeting, answerOf(one)), letterId: one.letterId }
    })
    return [...silent, ...tried]
  } catch (error) {
    // Swallowed because greetings may have gone out: WeCom is asked, as after a crash.
    rt.log.error({ err: error, greetings: ready.length }, 'greetings broke off')
    return [...silent, ...ready.map(({ greeting }) => nextOf(greeting, { kind: 'unknown' }))]
  }
}

interface Words {
  rendered: RenderedContent
  contentId: string | undefined
  personId: string
  letterId: string
}

interface Said {
  codeId: string | undefined
  text: string
  contentId?: string | undefined
}

/**
 * What these members of staff say to who comes by these codes, with links that are the newcomers'
 * own. In the order asked; nothing where there is nothing to say.
 */
async function wordsFor(
  ctx: Ctx,
  greetings: readonly GreetingRow[],
): Promise<(Words | undefined)[]> {
  const byState = new Map<string, Said | undefined>()
  for (const { entry_state: state, staff_userid: staffUserid } of greetings)
    if (!byState.has(state ?? '')) byState.set(state ?? '', await saidFor(ctx, state, staffUserid))
  const saidTo = ({ entry_state: state }: GreetingRow) => byState.get(state ?? '')
  const spoken = greetings.filter((greeting) => saidTo(greeting))
  if (spoken.length === 0) return greetings.map(() => undefined)
  const persons = await ctx.transact((tx) =>
    ensurePersons(
      tx,
      spoken.map(({ corp_id: scope, external_userid: value }) => ({
        ...{ kind: 'external_userid', scope, value },
      })),
    ),
  )
  const personOf = new Map(spoken.map(({ greeting_id }, i) => [greeting_id, persons[i] ?? '']))
  const contents = await contentsFor(ctx, spoken, { saidTo, personOf })
  return greetings.map((greeting) => {
    const said = saidTo(greeting)
    if (!said) return undefined
    // The greeting's own id names the letter, so that every attempt carries the same link.
    const letterId = greeting.greeting_id
    const content = contents.get(letterId)
    const rendered = together(said.text, content)
    const personId = personOf.get(letterId) ?? ''
    return rendered && { rendered, personId, letterId, contentId: content && said.contentId }
  })
}

async function saidFor(
  ctx: Ctx,
  state: string | null,
  staffUserid: string,
): Promise<Said | undefined> {
  const source = state ? await codeByState(ctx, state) : undefined
  const codeId = source?.codeId
  const welcome = await welcomeFor(ctx, { codeId, staffUserid, now: ctx.now })
  return welcome && { codeId, ...welcome }
}

/** By greeting. */
async function contentsFor(
  ctx: Ctx,
  greetings: readonly GreetingRow[],
  of: {
    saidTo: (greeting: GreetingRow) => Said | undefined
    personOf: ReadonlyMap<string, string>
  },
): Promise<ReadonlyMap<string, RenderedContent>> {
  const contents = new Map<string, RenderedContent>()
  const byContent = Map.groupBy(greetings, (greeting) => of.saidTo(greeting)?.contentId)
  for (const [contentId, all] of byContent) {
    if (contentId === undefined) continue
    const recipients = all.map((greeting) => ({
      personId: of.personOf.get(greeting.greeting_id) ?? '',
      placement: {
        letterId: greeting.greeting_id,
        codeId: of.saidTo(greeting)?.codeId,
        carrier: 'wecom_welcome',
      },
    }))
    const made = await renderForPeople(ctx, contentId, recipients)
    for (const [i, { greeting_id: id }] of all.entries()) {
      const content = made?.[i]
      if (content) contents.set(id, content)
    }
  }
  return contents
}

/** The words of the code first, then what it gives. */
function together(text: string, content: RenderedContent | undefined): RenderedContent | undefined {
  if (!content) return text === '' ? undefined : { kind: 'text', title: '', text }
  if (text === '') return content
  if (content.kind !== 'text') return { ...content, text }
  return { ...content, text: [text, content.text].filter(Boolean).join('\n') }
}

type Sent = Awaited<ReturnType<typeof sendWelcomes>>[number]

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
