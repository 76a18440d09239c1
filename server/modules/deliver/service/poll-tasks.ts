import { addMs, MINUTE_MS } from '#kernel/time.ts'
import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { Session } from '#wechat/session.ts'
import { getMassSendResults } from '#wechat/wecom/mass-send.ts'
import { nextLook } from '../model/next-look.ts'
import type { Change } from '../store/letters.ts'
import { saveTask, takeDueTasks, waitingLetters } from '../store/tasks.ts'
import type { TaskRow } from '../store/tasks.ts'
import { blindOf } from './addresses.ts'
import { apply } from './settle.ts'

const BATCH_TASKS = 50
const PUT_OFF_MS = 10 * MINUTE_MS

/** Asks WeCom what became of the tasks that wait for staff: the only place that tells of delivery. */
export async function pollTasks(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  const tasks = await takeDueTasks(rt.database.db, now, addMs(now, PUT_OFF_MS), BATCH_TASKS)
  for (const task of tasks) await pollOne(rt.ctx(task.workspace_id), task)
  return tasks.length
}

async function pollOne(ctx: Ctx, task: TaskRow): Promise<void> {
  const session = await wecomClient(ctx)
  const results =
    session && task.provider_id ? await resultsOf(ctx, session, task, task.provider_id) : undefined
  await ctx.transact(async (tx) => {
    const waiting = await waitingLetters(tx, task.task_id)
    const changes = waiting.flatMap(({ letter_id: letterId, address_blind: blind }) => {
      const result = blind === null ? undefined : results?.get(blind)
      return result ? [changeOf(letterId, result, tx.now)] : []
    })
    const left = waiting.length - changes.length
    const givenUp = left > 0 && tx.now >= task.gives_up_at
    const silent = givenUp
      ? waiting.filter((w) => !changes.some((c) => c.letterId === w.letter_id))
      : []
    await apply(tx, [
      ...changes,
      ...silent.map(({ letter_id: letterId }): Change => ({
        letterId,
        act: 'expire',
        state: 'expired',
        reason: 'staff_did_not_confirm',
      })),
    ])
    const over = left === 0 || givenUp
    await saveTask(tx, task.task_id, {
      state: givenUp
        ? 'given_up'
        : left === 0
          ? 'done'
          : left < waiting.length
            ? 'partly'
            : task.state,
      pollAt: over ? null : earlier(nextLook(task.created_at, tx.now), task.gives_up_at),
    })
  })
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

interface Result {
  status: number
  at: Date | undefined
}

/**
 * By blind index of the customer's id; undefined when WeCom does not tell now. Status 0 is left out:
 * staff have not confirmed. A status of "sent" on the task itself would only mean a tap.
 */
async function resultsOf(
  ctx: Ctx,
  session: Session,
  task: TaskRow,
  msgId: string,
): Promise<Map<string, Result> | undefined> {
  const results = new Map<string, Result>()
  let cursor: string | undefined
  do {
    const page = cursor === undefined ? { limit: 1_000 } : { limit: 1_000, cursor }
    const told = await asked(() => getMassSendResults(session, msgId, task.staff_userid, page))
    if (!told || told.kind === 'refused') return undefined
    for (const { external_userid: id, status, send_time: seconds } of told.value.send_list) {
      if (id === undefined || status === 0) continue
      const at = seconds === undefined ? undefined : new Date(seconds * 1_000)
      results.set(blindOf(ctx.secrets, 'wecom_message', id), { status, at })
    }
    cursor = told.value.next_cursor || undefined
  } while (cursor !== undefined)
  return results
}

async function asked<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question()
  } catch (error) {
    // Swallowed because the next look asks again; anything but a fault of the way is a bug.
    if (error instanceof PlatformFault) return undefined
    throw error
  }
}

function changeOf(letterId: string, { status, at }: Result, now: Date): Change {
  if (status === 1) return { letterId, act: 'deliver', state: 'sent', sentAt: at ?? now }
  const reason = status === 2 ? 'not_friend' : 'platform_cap'
  return { letterId, act: 'fail', state: 'failed', reason }
}
