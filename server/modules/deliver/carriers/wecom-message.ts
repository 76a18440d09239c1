import { addHours, addMs, MINUTE_MS } from '#kernel/time.ts'
import { createLink, findContent, renderForPerson } from '#modules/content/service.ts'
import { destinationOf, render } from '#modules/content/model/render.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Outcome } from '#wechat/outcome.ts'
import type { Session } from '#wechat/session.ts'
import { addMassSend, listMassSends } from '#wechat/wecom/mass-send.ts'
import { nextLook } from '../model/next-look.ts'
import { sendingOf } from '../model/verdict.ts'
import type { Sending } from '../model/verdict.ts'
import { loadPolicy } from '../store/budget.ts'
import type { LetterRow } from '../store/letters.ts'
import { insertTask, saveTask, setAddresses, tasksById } from '../store/tasks.ts'
import type { TaskRow } from '../store/tasks.ts'
import type { Adapter, Addressed, Sent } from './adapter.ts'
import { sendingOfFault } from './faults.ts'
import { NO_CONTENT, NOT_CONNECTED, placementOf } from './rendered.ts'
import { wecomLetter } from './wecom-letter.ts'

/**
 * A task for up to this many people is made for each of them alone, with a link of her own and her
 * name in the text. Above it, one task goes to all, or staff would have to confirm hundreds.
 */
const ALONE_UP_TO = 5
/** One call takes so many (企业微信 92135). */
const TASK_CUSTOMERS_MAX = 10_000

/** Makes tasks that members of staff confirm. What comes back is `created`, never `sent` (law 9). */
export const wecomMessage: Adapter = {
  async send(ctx, letters) {
    const session = await wecomClient(ctx)
    if (!session) return outcomeOf(letters, NOT_CONNECTED)
    const sent: Sent[] = []
    for (const group of groupsOf(letters)) sent.push(...(await makeTask(ctx, session, group)))
    return sent
  },
  async ask(ctx, letters) {
    const session = await wecomClient(ctx)
    return session ? askAboutTasks(ctx, session, letters) : []
  },
}

const outcomeOf = (letters: readonly Addressed[], sending: Sending): Sent[] =>
  letters.map(({ letter }) => ({ letterId: letter.letter_id, sending }))

/** Letters that say the same on behalf of the same member of staff, in portions. */
function groupsOf(letters: readonly Addressed[]): Addressed[][] {
  const alike = Map.groupBy(letters, ({ scope, letter }) =>
    JSON.stringify([
      scope,
      letter.content_id,
      letter.journey_id,
      letter.node_id,
      letter.campaign_id,
    ]),
  )
  return [...alike.values()].flatMap((group) =>
    portions(group, group.length <= ALONE_UP_TO ? 1 : TASK_CUSTOMERS_MAX),
  )
}

const portions = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  )

async function makeTask(ctx: Ctx, session: Session, group: readonly Addressed[]): Promise<Sent[]> {
  const [first] = group
  if (!first) return []
  const taskId = ctx.newId()
  const content = await contentFor(ctx, group, first, taskId)
  if (!content) return outcomeOf(group, NO_CONTENT)
  const body = wecomLetter(content)
  const { staffPatienceHours } = await loadPolicy(ctx.db, ctx.workspaceId)
  await ctx.transact(async (tx) => {
    await insertTask(tx, {
      taskId,
      staffUserid: first.scope,
      contentId: first.letter.content_id,
      marker: content.url ?? body.text?.content ?? content.title,
      givesUpAt: addHours(tx.now, staffPatienceHours),
      letterIds: group.map(({ letter }) => letter.letter_id),
    })
    await setAddresses(
      tx,
      group.map(({ letter, addressBlind }) => ({
        letterId: letter.letter_id,
        blind: addressBlind,
      })),
    )
  })
  let made: Outcome<{ msgid: string; fail_list: string[] }>
  try {
    const customers = group.map(({ address }) => address)
    made = await addMassSend(session, {
      ...body,
      chat_type: 'single',
      sender: first.scope,
      external_userid: customers,
    })
  } catch (error) {
    return outcomeOf(group, sendingOfFault(error, ctx.now))
  }
  if (made.kind === 'refused') {
    ctx.log.warn({ code: made.code, says: made.says }, 'WeCom made no mass-message task')
    await saveTask(ctx, taskId, { state: 'failed', pollAt: null })
    return outcomeOf(group, sendingOf(made.verdict, ctx.now))
  }
  const { msgid, fail_list: strangers } = made.value
  await saveTask(ctx, taskId, {
    state: 'waiting_for_staff',
    providerId: msgid,
    pollAt: nextLook(ctx.now, ctx.now),
  })
  return group.map(({ letter, address }) => ({
    letterId: letter.letter_id,
    sending: strangers.includes(address)
      ? { kind: 'failed', reason: 'not_friend' }
      : { kind: 'created', providerId: msgid },
  }))
}

async function contentFor(
  ctx: Ctx,
  group: readonly Addressed[],
  { letter }: Addressed,
  taskId: string,
): Promise<RenderedContent | undefined> {
  const { content_id: contentId, person_id: personId } = letter
  if (group.length === 1)
    return renderForPerson(ctx, { contentId, personId, placement: placementOf(letter) })
  const item = await findContent(ctx, contentId)
  if (!item) return undefined
  const targetUrl = destinationOf(item, ctx.publicUrl)
  const { letterId: _, ...placement } = placementOf(letter)
  const properties = {
    content_id: contentId,
    ...(placement.journeyId === undefined ? {} : { journey_id: placement.journeyId }),
    ...(placement.nodeId === undefined ? {} : { node_id: placement.nodeId }),
    ...(placement.campaignId === undefined ? {} : { campaign_id: placement.campaignId }),
    carrier: 'wecom_message',
  }
  const link =
    targetUrl === undefined
      ? undefined
      : await ctx.transact((tx) => createLink(tx, { targetUrl, properties, key: `task:${taskId}` }))
  return render(item, { attributes: {} }, link?.url)
}

/** Looks for the tasks in WeCom's own list, by the text that only they carry. */
async function askAboutTasks(
  ctx: Ctx,
  session: Session,
  letters: readonly LetterRow[],
): Promise<Sent[]> {
  const tasks = await tasksById(
    ctx,
    letters.flatMap(({ task_id: id }) => id ?? []),
  )
  const answers = new Map<string, Sending>()
  for (const task of tasks.values())
    answers.set(task.task_id, await whatBecameOf(ctx, session, task))
  return letters.map((letter) => ({
    letterId: letter.letter_id,
    // Without a task, WeCom was never asked: the task's row is written before the call.
    sending: (letter.task_id && answers.get(letter.task_id)) || neverAsked(ctx.now),
  }))
}

const neverAsked = (now: Date): Sending => ({
  kind: 'put_back',
  retryAt: now,
  reason: 'carrier_busy',
})

async function whatBecameOf(ctx: Ctx, session: Session, task: TaskRow): Promise<Sending> {
  if (task.provider_id !== null) return { kind: 'created', providerId: task.provider_id }
  const from = addMs(task.created_at, -10 * MINUTE_MS)
  let cursor: string | undefined
  do {
    const page = cursor === undefined ? {} : { cursor }
    let listed: Awaited<ReturnType<typeof listMassSends>>
    try {
      listed = await listMassSends(session, from, ctx.now, { limit: 100, ...page })
    } catch (error) {
      // A question that was not answered tells nothing, however it failed.
      sendingOfFault(error, ctx.now)
      return { kind: 'unknown' }
    }
    if (listed.kind === 'refused') return { kind: 'unknown' }
    const found = listed.value.group_msg_list.find(
      ({ text, attachments }) =>
        text?.content.includes(task.marker) ||
        attachments.some(({ link }) => link?.url === task.marker),
    )
    if (found) {
      const pollAt = nextLook(ctx.now, ctx.now)
      await saveTask(ctx, task.task_id, {
        state: 'waiting_for_staff',
        providerId: found.msgid,
        pollAt,
      })
      return { kind: 'created', providerId: found.msgid }
    }
    cursor = listed.value.next_cursor || undefined
  } while (cursor !== undefined)
  await saveTask(ctx, task.task_id, { state: 'failed', pollAt: null })
  return neverAsked(ctx.now)
}
