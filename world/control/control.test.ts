import { expect, test } from 'vitest'
import { addContactWay } from '#wechat/wecom/contact-ways.ts'
import { addMassSend } from '#wechat/wecom/mass-send.ts'
import { stage, STAFF_ID } from '../testing.ts'
import type { Stage } from '../testing.ts'

const call = async (s: Stage, method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${s.served.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function withCode(s: Stage): Promise<{ config_id: string; qr_code?: string | undefined }> {
  const made = await addContactWay(s.wecom, { type: 1, scene: 2, user: [STAFF_ID] })
  if (made.kind === 'refused') throw new Error(made.says)
  return made.value
}

test('a hand on the world can scan a code by its picture, confirm a mass message, and leave', async () => {
  await using s = await stage()
  const { qr_code } = await withCode(s)
  const scanned = await call(s, 'POST', '/world/people/p0003/scan', { codeUrl: qr_code })
  expect(scanned.body).toMatchObject({
    result: { kind: 'added', userId: STAFF_ID },
    person: { staffId: STAFF_ID, staffName: '林晚舟' },
  })
  await addMassSend(s.wecom, { sender: STAFF_ID, text: { content: '新书' } })
  s.pass(6_000)
  const confirmed = await call(s, 'POST', '/world/staff/confirm', { userId: STAFF_ID })
  expect(confirmed.body).toEqual({ confirmed: 1 })
  const shown = await call(s, 'GET', '/world/people/p0003')
  expect(shown.body['messages']).toMatchObject([{ channel: 'wecom_mass', text: '新书' }])
  const left = await call(s, 'POST', '/world/people/p0003/leave', {})
  expect(left.body).toMatchObject({ person: { staffId: null } })
  expect((await call(s, 'GET', '/world/state')).body).toMatchObject({ joined: 1, left: 1 })
})

test('her true propensity is shown only when asked for', async () => {
  await using s = await stage()
  expect((await call(s, 'GET', '/world/people/p0001')).body).not.toHaveProperty('truth')
  expect((await call(s, 'GET', '/world/people/p0001?truth=true')).body).toHaveProperty('truth')
})

test('time can be stepped, and faults set and cleared', async () => {
  await using s = await stage()
  const before = s.served.world.clock.nowMs()
  await call(s, 'POST', '/world/step', { hours: 5 })
  expect(s.served.world.clock.nowMs() - before).toBe(5 * 3_600_000)
  const fault = { kind: 'code', api: 'simplelist', code: -1, times: 2 }
  expect((await call(s, 'POST', '/world/faults', fault)).body).toEqual({ faults: [fault] })
  expect((await call(s, 'DELETE', '/world/faults')).body).toEqual({ faults: [] })
})

test.each([
  ['nobody', 'GET', '/world/people/p9999', undefined, 404],
  ['an unknown fault', 'POST', '/world/faults', { kind: 'meteor' }, 400],
  ['no hours', 'POST', '/world/step', {}, 400],
  ['no address', 'POST', '/world/people/p0001/open', { url: 'x' }, 400],
])('asking for %s is refused', async (_, method, path, body, status) => {
  await using s = await stage()
  expect((await call(s, method, path, body)).status).toBe(status)
})

test('a phone shows her chats as a Chinese page with buttons, and nothing of a message is markup', async () => {
  await using s = await stage()
  const { config_id } = await withCode(s)
  await call(s, 'POST', '/world/people/p0002/scan', { configId: config_id })
  await addMassSend(s.wecom, { sender: STAFF_ID, text: { content: '<b>看</b> https://a.test/1' } })
  s.pass(6_000)
  await call(s, 'POST', '/world/staff/confirm', { userId: STAFF_ID })
  const html = await (await fetch(`${s.served.controlUrl}/phone/p0002`)).text()
  for (const text of ['扫一扫', '删除店员', '下单', '打开链接', '企业微信·群发', '&lt;b&gt;看'])
    expect(html).toContain(text)
  expect(html).not.toContain('<b>看')
  const all = await (await fetch(`${s.served.controlUrl}/phone`)).text()
  expect(all).toContain('/phone/p0002')
})
