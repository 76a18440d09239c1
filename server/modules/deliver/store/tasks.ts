import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'

export type TaskState = 'creating' | 'waiting_for_staff' | 'partly' | 'done' | 'given_up' | 'failed'

export interface TaskRow {
  workspace_id: string
  task_id: string
  staff_userid: string
  content_id: string
  state: TaskState
  provider_id: string | null
  marker: string
  created_at: Date
  poll_at: Date | null
  gives_up_at: Date
}

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

/** The intent to make a task, with the letters it is for: written before WeCom is asked. */
export async function insertTask(
  { db, workspaceId, now }: Store,
  task: {
    taskId: string
    staffUserid: string
    contentId: string
    marker: string
    givesUpAt: Date
    letterIds: readonly string[]
  },
): Promise<void> {
  await sql`
    with made as (
      insert into deliver.task (workspace_id, task_id, staff_userid, content_id, state, marker,
        created_at, gives_up_at)
      values (${workspaceId}, ${task.taskId}, ${task.staffUserid}, ${task.contentId}, 'creating',
        ${task.marker}, ${now}, ${task.givesUpAt}))
    update deliver.letter set task_id = ${task.taskId}
    where workspace_id = ${workspaceId} and letter_id = any(${task.letterIds}::uuid[])
      and state = 'sending'`.execute(db)
}

export async function saveTask(
  { db, workspaceId }: Store,
  taskId: string,
  change: { state: TaskState; providerId?: string; pollAt: Date | null },
): Promise<void> {
  await sql`
    update deliver.task set state = ${change.state}, poll_at = ${change.pollAt},
      provider_id = coalesce(${change.providerId ?? null}, provider_id)
    where workspace_id = ${workspaceId} and task_id = ${taskId}`.execute(db)
}

export async function tasksById(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  taskIds: readonly string[],
): Promise<Map<string, TaskRow>> {
  const { rows } = await sql<TaskRow>`
    select * from deliver.task
    where workspace_id = ${workspaceId} and task_id = any(${taskIds}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.task_id, row]))
}

/** Tasks whose result is due to be asked for; put off at once, so that no other process asks too. */
export async function takeDueTasks(db: Db, now: Date, putOffTo: Date, limit: number) {
  const { rows } = await sql<TaskRow>`
    update deliver.task t set poll_at = ${putOffTo}
    from (select workspace_id, task_id from deliver.task where poll_at <= ${now}
      order by poll_at limit ${limit} for update skip locked) as due
    where t.workspace_id = due.workspace_id and t.task_id = due.task_id
    returning t.*`.execute(db)
  return rows
}

export const EARLIEST_POLL = sql<Date | null>`
  select min(poll_at) from deliver.task where poll_at is not null`

/** The letters of a task that still wait, with whom they are for. */
export async function waitingLetters(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  taskId: string,
): Promise<{ letter_id: string; address_blind: string | null }[]> {
  const { rows } = await sql<{ letter_id: string; address_blind: string | null }>`
    select letter_id, address_blind from deliver.letter
    where workspace_id = ${workspaceId} and task_id = ${taskId} and state = 'created'`.execute(db)
  return rows
}

/** Remembers whom each letter went to, so that WeCom's answers find it again after a merge. */
export async function setAddresses(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  addresses: readonly { letterId: string; blind: string }[],
): Promise<void> {
  await sql`
    update deliver.letter l set address_blind = a.blind
    from unnest(${addresses.map((a) => a.letterId)}::uuid[],
      ${addresses.map((a) => a.blind)}::text[]) as a(letter_id, blind)
    where l.workspace_id = ${workspaceId} and l.letter_id = a.letter_id`.execute(db)
}
