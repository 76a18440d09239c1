import { expect, test } from 'vitest'
import { HOUR_MS } from '#kernel/time.ts'
import type { Outcome } from '#wechat/outcome.ts'
import {
  addContactWay,
  getContactWay,
  listContactWays,
  updateContactWay,
} from '#wechat/wecom/contact-ways.ts'
import { stage, STAFF_ID } from '../testing.ts'
import type { Stage } from '../testing.ts'

function good<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${outcome.says}`)
  return outcome.value
}
const code = (outcome: Outcome<unknown>): number => (outcome.kind === 'ok' ? 0 : outcome.code)

async function makeWay(s: Stage): Promise<string> {
  const way = { type: 1 as const, scene: 2 as const, state: 'xhs-1', user: [STAFF_ID] }
  return good(await addContactWay(s.wecom, way)).config_id
}

test('a way changes its people and keeps its picture; a single one takes one at a time', async () => {
  await using s = await stage()
  const both = { type: 2 as const, scene: 2 as const, state: 'duty', user: [STAFF_ID] }
  const { config_id, qr_code } = good(await addContactWay(s.wecom, both))
  good(await updateContactWay(s.wecom, config_id, { user: ['zhouyuan', 'xuzhixia'] }))
  const { contact_way } = good(await getContactWay(s.wecom, config_id))
  expect(contact_way).toMatchObject({ user: ['zhouyuan', 'xuzhixia'], state: 'duty', qr_code })
  const single = await makeWay(s)
  const two = { user: ['zhouyuan', 'xuzhixia'] }
  expect(code(await updateContactWay(s.wecom, single, two))).toBe(40058)
  expect(code(await updateContactWay(s.wecom, single, { user: ['nobody'] }))).toBe(40003)
  expect(code(await updateContactWay(s.wecom, 'none', { user: [STAFF_ID] }))).toBe(41044)
})

test('ways are listed page by page, those of the last ninety days', async () => {
  await using s = await stage()
  const old = await makeWay(s)
  s.pass(91 * 24 * HOUR_MS)
  const fresh = [await makeWay(s), await makeWay(s)]
  const first = good(await listContactWays(s.wecom, { limit: 1 }))
  const next = { limit: 1, cursor: first.next_cursor }
  const second = good(await listContactWays(s.wecom, next))
  const ids = [...first.contact_way, ...second.contact_way].map((way) => way.config_id)
  expect(ids).toEqual(fresh)
  const all = good(await listContactWays(s.wecom, { start_time: 0 }))
  expect(all.contact_way.map((way) => way.config_id)).toContain(old)
})
