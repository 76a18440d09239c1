import { expect, test } from 'vitest'
import { DAY_MS } from '#kernel/time.ts'
import type { Outcome } from '#wechat/outcome.ts'
import { getGroup, listGroups } from '#wechat/wecom/groups.ts'
import { addJoinWay, deleteJoinWay, getJoinWay, updateJoinWay } from '#wechat/wecom/join-ways.ts'
import { addContactWay } from '#wechat/wecom/contact-ways.ts'
import type { Person } from '../people/person.ts'
import { stage, STAFF_ID } from '../testing.ts'
import type { Stage } from '../testing.ts'
import {
  dismissGroup,
  invite,
  leaveGroup,
  makeGroup,
  scanGroupCode,
  scanJoinWay,
  takeGroupCode,
} from './group-happenings.ts'

function good<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${outcome.says}`)
  return outcome.value
}
const code = (outcome: Outcome<unknown>): number => (outcome.kind === 'ok' ? 0 : outcome.code)

const person = (s: Stage, at = 0): Person => {
  const found = s.served.world.people[at]
  if (!found) throw new Error('too small a world')
  return found
}

async function way(s: Stage, chatIds: string[], over: { auto_create_room?: 0 | 1 } = {}) {
  const about = { room_base_name: '福利群', room_base_id: 2, state: 'siyu.g1' }
  const asked = { scene: 2 as const, chat_id_list: chatIds, ...about, ...over }
  return good(await addJoinWay(s.wecom, asked)).config_id
}

const small = { groupScanSize: 3, groupSize: 5 }

test('a group is read with who scanned, who was invited, and the state of the code', async () => {
  await using s = await stage()
  const { world } = s.served
  const { chatId } = await makeGroup(world, STAFF_ID, '福利群1')
  const configId = await way(s, [chatId])
  await scanJoinWay(world, person(s), configId)
  await invite(world, person(s, 1), chatId)
  const { group_chat } = good(await getGroup(s.wecom, chatId))
  expect(group_chat).toMatchObject({ name: '福利群1', owner: STAFF_ID })
  const [, scanned, invited] = group_chat.member_list
  expect(scanned).toMatchObject({ type: 2, join_scene: 3, state: 'siyu.g1', name: person(s).name })
  expect(scanned?.unionid).toBe(person(s).unionid)
  expect(invited).toMatchObject({ type: 2, join_scene: 1 })
  expect(invited?.state).toBeUndefined()
  const others = { limit: 10, owner_filter: { userid_list: ['zhouyuan'] } }
  expect(good(await listGroups(s.wecom, others)).group_chat_list).toEqual([])
  expect(code(await getGroup(s.wecom, 'wrNone'))).toBe(90501)
})

test('a group code moves on at the size that stops scans, not at the size of a group', async () => {
  await using s = await stage({ settings: small })
  const { world } = s.served
  const { chatId } = await makeGroup(world, STAFF_ID, '福利群1')
  const configId = await way(s, [chatId])
  // The owner is one of the three.
  await scanJoinWay(world, person(s, 0), configId)
  await scanJoinWay(world, person(s, 1), configId)
  const third = await scanJoinWay(world, person(s, 2), configId)
  expect(third).toMatchObject({ kind: 'joined' })
  expect(third).not.toMatchObject({ chatId })
  const { join_way } = good(await getJoinWay(s.wecom, configId))
  expect(join_way.chat_id_list).toHaveLength(2)
  expect(join_way.qr_code).toContain(configId)
  const made = good(await getGroup(s.wecom, join_way.chat_id_list[1] ?? ''))
  expect(made.group_chat.name).toBe('福利群2')
  // By invitation the first one still takes two.
  expect(await invite(world, person(s, 3), chatId)).toMatchObject({ kind: 'joined' })
  expect(await invite(world, person(s, 4), chatId)).toMatchObject({ kind: 'joined' })
  expect(await invite(world, person(s, 5), chatId)).toEqual({ kind: 'full' })
})

test('with five groups full behind it a code is full, until it is given others', async () => {
  await using s = await stage({ settings: { groupScanSize: 1 } })
  const { world } = s.served
  const groups = [1, 2, 3, 4, 5].map((n) => makeGroup(world, STAFF_ID, `福利群${n}`))
  const chatIds = (await Promise.all(groups)).map(({ chatId }) => chatId)
  const configId = await way(s, chatIds)
  expect(await scanJoinWay(world, person(s), configId)).toEqual({ kind: 'full' })
  const { qr_code } = good(await getJoinWay(s.wecom, configId)).join_way
  const room = { scene: 2 as const, chat_id_list: chatIds.slice(4), state: 'siyu.g1' }
  good(await updateJoinWay(s.wecom, configId, room))
  const after = good(await getJoinWay(s.wecom, configId)).join_way
  expect(after).toMatchObject({ qr_code, chat_id_list: chatIds.slice(4), state: 'siyu.g1' })
  // The whole way was overwritten: what was left out has fallen back.
  expect(after.room_base_name).toBe('')
})

test('a way is refused without groups, with six, with a strange one and with a dismissed one', async () => {
  await using s = await stage({ settings: { maxContactWays: 2 } })
  const { world } = s.served
  const { chatId } = await makeGroup(world, STAFF_ID, '福利群')
  const gone = await makeGroup(world, STAFF_ID, '旧群')
  await dismissGroup(world, gone.chatId)
  const ask = async (chats: string[]) => addJoinWay(s.wecom, { scene: 2, chat_id_list: chats })
  await expect(ask([])).rejects.toThrow('chat_id_list')
  await expect(ask(Array.from({ length: 6 }, () => chatId))).rejects.toThrow('chat_id_list')
  expect(code(await ask(['wrNone']))).toBe(90501)
  expect(code(await ask([gone.chatId]))).toBe(49008)
  expect(code(await getGroup(s.wecom, gone.chatId))).toBe(49008)
  expect(good(await listGroups(s.wecom, { limit: 10 })).group_chat_list).toHaveLength(1)
  expect(code(await getJoinWay(s.wecom, 'nothing'))).toBe(41044)
  // Staff codes and group codes share one quota.
  good(await ask([chatId]))
  good(await addContactWay(s.wecom, { type: 1, scene: 2, user: [STAFF_ID] }))
  expect(await ask([chatId])).toMatchObject({ code: 41045, verdict: 'at_limit' })
})

test('a deleted way lets nobody in', async () => {
  await using s = await stage()
  const { chatId } = await makeGroup(s.served.world, STAFF_ID, '福利群')
  const configId = await way(s, [chatId])
  good(await deleteJoinWay(s.wecom, configId))
  expect(await scanJoinWay(s.served.world, person(s), configId)).toEqual({ kind: 'dead_code' })
})

test('the code of a group from the client dies after seven days, and stops at its size before', async () => {
  await using s = await stage({ settings: { groupScanSize: 2 } })
  const { world } = s.served
  const { chatId } = await makeGroup(world, STAFF_ID, '福利群')
  const taken = takeGroupCode(world, chatId)
  expect(await scanGroupCode(world, person(s), taken.code)).toMatchObject({ kind: 'joined' })
  expect(await scanGroupCode(world, person(s), taken.code)).toMatchObject({ kind: 'already_in' })
  expect(await scanGroupCode(world, person(s, 1), taken.code)).toEqual({ kind: 'full' })
  await leaveGroup(world, person(s), chatId)
  s.pass(7 * DAY_MS)
  expect(await scanGroupCode(world, person(s, 1), taken.code)).toEqual({ kind: 'dead_code' })
})
