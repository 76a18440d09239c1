import { z } from 'zod'
import { unixSeconds } from '../clock.ts'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { STAFF } from '../shop/brand.ts'
import type { World } from '../world.ts'
import { letterOf, page, parsed } from './check.ts'
import type { MassSend, MassTask, Relation } from './state.ts'

const New = z.object({
  chat_type: z.enum(['single', 'group']).default('single'),
  external_userid: z.array(z.string()).default([]),
  sender: z.string().min(1).optional(),
  tag_filter: z
    .object({ group_list: z.array(z.object({ tag_list: z.array(z.string()) })) })
    .optional(),
})

/** Makes a task for members to confirm. Nothing reaches a customer here. */
export const addMassSend: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_msg_template',
  answer(world, { body }) {
    const letter = letterOf(body)
    const given = parsed(New, body)
    if (given.external_userid.length > 10_000)
      throw new ApiError(40058, 'more than 10000 external_userid')
    if (given.sender !== undefined && !STAFF.some((staff) => staff.userId === given.sender))
      throw new ApiError(40003, 'invalid userid')
    if (given.chat_type === 'group') throw new ApiError(41048, 'no customer group can receive')
    if (given.external_userid.length === 0 && !given.sender && !given.tag_filter)
      throw new ApiError(40058, 'sender, external_userid and tag_filter are all empty')
    const { chosen, failed } = choose(world, given)
    if (chosen.length === 0) throw new ApiError(41048, 'no customer can receive')
    const msgId = world.newId('msg')
    world.state.wecom.massSends[msgId] = {
      msgId,
      createdMs: world.clock.nowMs(),
      ...letter,
      tasks: tasksFor(chosen),
    }
    return { msgid: msgId, fail_list: failed }
  },
}

/** The one member who last befriended each customer carries the task, unless a sender is named. */
function choose(world: World, given: z.output<typeof New>) {
  const live = Object.values(world.state.wecom.relations)
    .filter((relation) => relation.ended !== 'by_staff')
    .filter((relation) => given.sender === undefined || relation.userId === given.sender)
    .toSorted((a, b) => b.createdMs - a.createdMs)
  const first = new Map<string, Relation>()
  for (const relation of live)
    if (!first.has(relation.externalUserId)) first.set(relation.externalUserId, relation)
  if (given.external_userid.length > 0) {
    const wanted = [...new Set(given.external_userid)]
    const chosen = wanted.flatMap((id) => first.get(id) ?? [])
    return { chosen, failed: wanted.filter((id) => !first.has(id)) }
  }
  const groups = given.tag_filter?.group_list ?? []
  const fits = (relation: Relation) =>
    groups.every((group) => group.tag_list.some((tagId) => relation.tagIds.includes(tagId)))
  return { chosen: [...first.values()].filter(fits), failed: [] }
}

function tasksFor(relations: readonly Relation[]): MassTask[] {
  const tasks = new Map<string, MassTask>()
  for (const { userId, externalUserId } of relations) {
    const task = tasks.get(userId) ?? { userId, confirmedMs: undefined, targets: [] }
    task.targets.push({ externalUserId, status: 0, sentMs: undefined })
    tasks.set(userId, task)
  }
  return [...tasks.values()]
}

export const getTasks: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_groupmsg_task',
  answer(world, { body }) {
    const { tasks } = dispatched(world, body)
    const { rows, next } = page(tasks, body, { most: 1_000, usual: 500 })
    return {
      next_cursor: next,
      task_list: rows.map(({ userId, confirmedMs }) => ({
        userid: userId,
        status: confirmedMs === undefined ? 0 : 2,
        ...(confirmedMs === undefined ? {} : { send_time: unixSeconds(confirmedMs) }),
      })),
    }
  },
}

export const getResults: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_groupmsg_send_result',
  answer(world, { body }) {
    const { tasks } = dispatched(world, body)
    const task = tasks.find((candidate) => candidate.userId === body['userid'])
    if (!task) throw new ApiError(40003, 'invalid userid')
    const { rows, next } = page(task.targets, body, { most: 1_000, usual: 500 })
    return {
      next_cursor: next,
      send_list: rows.map(({ externalUserId, status, sentMs }) => ({
        external_userid: externalUserId,
        userid: task.userId,
        status,
        ...(sentMs === undefined ? {} : { send_time: unixSeconds(sentMs) }),
      })),
    }
  },
}

function dispatched(world: World, body: Readonly<Record<string, unknown>>): MassSend {
  const { msgid } = parsed(z.object({ msgid: z.string().min(1) }), body)
  const send = world.state.wecom.massSends[msgid]
  if (!send) throw new ApiError(41046, 'invalid msgid')
  if (world.clock.nowMs() - send.createdMs < world.settings.dispatchMs)
    throw new ApiError(41063, 'still dispatching')
  return send
}
