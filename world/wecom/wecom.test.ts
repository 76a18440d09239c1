import { expect, test } from 'vitest'
import { HOUR_MS } from '#kernel/time.ts'
import { ask } from '#wechat/http.ts'
import type { Outcome } from '#wechat/outcome.ts'
import { memoryTokens, tokenKeeper } from '#wechat/tokens.ts'
import { WECOM_VERDICTS } from '#wechat/wecom/answers.ts'
import { wecom } from '#wechat/wecom/client.ts'
import { addContactWay, deleteContactWay, getContactWay } from '#wechat/wecom/contact-ways.ts'
import { getCustomer, listCustomers } from '#wechat/wecom/customers.ts'
import { addMassSend, getMassSendResults, getMassSendTasks } from '#wechat/wecom/mass-send.ts'
import { listStaff } from '#wechat/wecom/staff.ts'
import { addCorpTags, listCorpTags, markTag } from '#wechat/wecom/tags.ts'
import { sendWelcome } from '#wechat/wecom/welcome.ts'
import type { Person } from '../people/person.ts'
import { recorder, stage, STAFF_ID } from '../testing.ts'
import type { Stage } from '../testing.ts'
import { WECOM_CODES } from './answers.ts'
import { confirmMassSends, deleteStaff, removeCustomer, scanContactWay } from './happenings.ts'

function good<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${outcome.says}`)
  return outcome.value
}
const code = (outcome: Outcome<unknown>): number => (outcome.kind === 'ok' ? 0 : outcome.code)

async function makeWay(s: Stage, state = 'xhs-1'): Promise<string> {
  const way = { type: 1 as const, scene: 2 as const, state, user: [STAFF_ID] }
  return good(await addContactWay(s.wecom, way)).config_id
}

function first(s: Stage): Person {
  const [person] = s.served.world.people
  if (!person) throw new Error('an empty world')
  return person
}

async function added(s: Stage, person = first(s)): Promise<string> {
  const scanned = await scanContactWay(s.served.world, person, await makeWay(s))
  if (scanned.kind !== 'added' || !scanned.welcomeCode) throw new Error(scanned.kind)
  return scanned.welcomeCode
}

test('our verdict table knows every code the world can answer', () => {
  const unknown = WECOM_CODES.filter((candidate) => !(String(candidate) in WECOM_VERDICTS))
  expect(unknown).toEqual([])
})

test('staff are listed by department, and an unknown department is refused', async () => {
  await using s = await stage()
  const { userlist } = good(await listStaff(s.wecom, 1))
  expect(userlist.map((staff) => staff.name)).toEqual(['林晚舟', '周予安', '许知夏'])
  expect(code(await listStaff(s.wecom, 9))).toBe(60003)
})

test('a dead token is renewed once and the call repeated', async () => {
  await using s = await stage()
  good(await listStaff(s.wecom, 1))
  s.served.world.state.wecom.tokens = []
  expect(code(await listStaff(s.wecom, 1))).toBe(0)
  s.pass(3 * HOUR_MS)
  expect(code(await listStaff(s.wecom, 1))).toBe(0)
})

test('when the fresh token is refused too, the call gives up after one renewal', async () => {
  await using s = await stage()
  s.served.world.faults.add({ kind: 'code', api: 'simplelist', code: 42001 })
  const outcome = await listStaff(s.wecom, 1)
  expect(outcome).toMatchObject({ kind: 'refused', code: 42001, verdict: 'renew_token' })
})

test('however many ask at once, one token is fetched', async () => {
  await using s = await stage()
  let fetched = 0
  const counting = wecom({
    corpId: s.served.world.credentials.wecom.corpId,
    secret: s.served.world.credentials.wecom.secret,
    base: s.served.wecomBase,
    now: () => s.served.world.clock.now(),
    tokens: tokenKeeper(memoryTokens()),
    fetch: (url, init) => {
      if (url.includes('gettoken')) fetched += 1
      return fetch(url, init)
    },
  })
  await Promise.all(Array.from({ length: 20 }, () => listStaff(counting, 1)))
  expect(fetched).toBe(1)
})

test('a wrong secret is told at once, never guessed again, and many of them block the address', async () => {
  await using s = await stage()
  let asked = 0
  const wrong = wecom({
    corpId: s.served.world.credentials.wecom.corpId,
    secret: 'wrong',
    base: s.served.wecomBase,
    now: () => s.served.world.clock.now(),
    tokens: tokenKeeper(memoryTokens()),
    fetch: (url, init) => {
      asked += 1
      return fetch(url, init)
    },
  })
  expect(await listStaff(wrong, 1)).toMatchObject({ code: 40001, verdict: 'misconfigured' })
  expect(asked).toBe(1)
  for (let i = 0; i < 4; i++) await listStaff(wrong, 1)
  expect(await listStaff(wrong, 1)).toMatchObject({ code: 45009, verdict: 'slow_down' })
  s.pass(HOUR_MS)
  expect(code(await listStaff(wrong, 1))).toBe(40001)
})

test.each([
  ['corpid', '?corpsecret=x', 41002],
  ['corpsecret', '?corpid=x', 41004],
  ['a known corp', '?corpid=x&corpsecret=x', 40013],
])('asking for a token needs %s', async (_, query, expected) => {
  await using s = await stage()
  const url = `${s.served.wecomBase}/cgi-bin/gettoken${query}`
  expect(await ask(fetch, { method: 'GET', url, timeoutMs: 1_000 })).toMatchObject({
    errcode: expected,
  })
})

test('a call without a token, with a wrong method or without JSON is refused', async () => {
  await using s = await stage()
  const path = `${s.served.wecomBase}/cgi-bin/externalcontact/add_contact_way`
  const errcode = async (url: string, init: RequestInit) =>
    ((await (await fetch(url, init)).json()) as { errcode: number }).errcode
  expect(await errcode(path, { method: 'POST', body: '{}' })).toBe(41001)
  expect(await errcode(`${path}?access_token=x`, { method: 'POST', body: '{}' })).toBe(40014)
  expect(await errcode(path, {})).toBe(40058)
  good(await listStaff(s.wecom, 1))
  const token = s.served.world.state.wecom.tokens[0]?.value
  expect(await errcode(`${path}?access_token=${token}`, { method: 'POST', body: 'no' })).toBe(40063)
})

test('a staff code is made, read and deleted', async () => {
  await using s = await stage()
  const configId = await makeWay(s, '小红书-亲子')
  const { contact_way } = good(await getContactWay(s.wecom, configId))
  expect(contact_way).toMatchObject({ state: '小红书-亲子', user: [STAFF_ID], skip_verify: true })
  const picture = await fetch(contact_way.qr_code ?? '')
  expect(picture.headers.get('content-type')).toBe('image/png')
  good(await deleteContactWay(s.wecom, configId))
  expect(code(await getContactWay(s.wecom, configId))).toBe(41044)
})

const raw = async (s: Stage, name: string, body: unknown) => {
  good(await listStaff(s.wecom, 1))
  const token = s.served.world.state.wecom.tokens[0]?.value
  const url = `${s.served.wecomBase}/cgi-bin/externalcontact/${name}?access_token=${token}`
  return (
    (await ask(fetch, { method: 'POST', url, body, timeoutMs: 1_000 })) as { errcode: number }
  ).errcode
}

test.each([
  ['a third type', { type: 3, scene: 2, user: [STAFF_ID] }, 41037],
  ['a third scene', { type: 1, scene: 3, user: [STAFF_ID] }, 41038],
  ['an unknown style', { type: 1, scene: 1, style: 4, user: [STAFF_ID] }, 41039],
  ['two people on a single code', { type: 1, scene: 2, user: [STAFF_ID, 'zhouyuan'] }, 40058],
  [
    'a state of 31 characters',
    { type: 1, scene: 2, user: [STAFF_ID], state: 'x'.repeat(31) },
    40058,
  ],
  ['somebody unknown', { type: 1, scene: 2, user: ['nobody'] }, 40003],
  ['101 people', { type: 2, scene: 2, user: Array(101).fill(STAFF_ID) }, 41041],
])('a staff code for %s is refused', async (_, body, expected) => {
  await using s = await stage()
  expect(await raw(s, 'add_contact_way', body)).toBe(expected)
})

test('a corp runs out of staff codes', async () => {
  await using s = await stage({ settings: { maxContactWays: 1 } })
  await makeWay(s)
  const way = { type: 1 as const, scene: 2 as const, user: [STAFF_ID] }
  expect(await addContactWay(s.wecom, way)).toMatchObject({ code: 41045, verdict: 'at_limit' })
})

test('a newcomer is greeted within 20 s, once', async () => {
  await using s = await stage()
  const welcome_code = await added(s)
  s.pass(19_000)
  const greeting = { welcome_code, text: { content: '欢迎 https://siyu.test/s/abc' } }
  good(await sendWelcome(s.wecom, greeting))
  expect(await sendWelcome(s.wecom, greeting)).toMatchObject({
    code: 41051,
    verdict: 'already_done',
  })
  const phone = s.served.world.lifeOf(first(s).id).phone
  expect(phone).toMatchObject([{ channel: 'wecom_welcome', links: ['https://siyu.test/s/abc'] }])
})

test('a welcome after 20 s or with an unknown code comes too late', async () => {
  await using s = await stage()
  const welcome_code = await added(s)
  s.pass(20_001)
  const late = await sendWelcome(s.wecom, { welcome_code, text: { content: '欢迎' } })
  expect(late).toMatchObject({ code: 41050, verdict: 'too_late' })
  expect(code(await sendWelcome(s.wecom, { welcome_code: 'x', text: { content: 'y' } }))).toBe(
    41050,
  )
})

test('our client refuses an overlong or empty welcome before asking; so does the platform', async () => {
  await using s = await stage()
  const long = { welcome_code: 'x', text: { content: '潮'.repeat(1_334) } }
  expect(() => sendWelcome(s.wecom, long)).toThrow('4000 bytes')
  expect(() => sendWelcome(s.wecom, { welcome_code: 'x' })).toThrow('text or an attachment')
  expect(await raw(s, 'send_welcome_msg', long)).toBe(40058)
  expect(await raw(s, 'send_welcome_msg', { welcome_code: 'x' })).toBe(40058)
  const ten = Array(10).fill({ msgtype: 'image', image: { media_id: 'm' } })
  expect(await raw(s, 'send_welcome_msg', { welcome_code: 'x', attachments: ten })).toBe(41064)
  const odd = [{ msgtype: 'sticker', sticker: {} }]
  expect(await raw(s, 'send_welcome_msg', { welcome_code: 'x', attachments: odd })).toBe(41065)
  const old = [{ msgtype: 'image', image: { media_id: 'EXPIRED' } }]
  expect(await raw(s, 'send_welcome_msg', { welcome_code: 'x', attachments: old })).toBe(40007)
})

test('a customer is read with her unionid and the state of the code she scanned', async () => {
  await using s = await stage()
  await added(s)
  const person = first(s)
  const customer = good(await getCustomer(s.wecom, person.externalUserId))
  expect(customer.external_contact).toMatchObject({ name: person.name, unionid: person.unionid })
  expect(customer.follow_user).toMatchObject([{ userid: STAFF_ID, state: 'xhs-1', add_way: 1 }])
  const face = await fetch(customer.external_contact.avatar ?? '')
  expect(face.headers.get('content-type')).toBe('image/svg+xml')
  expect(good(await listCustomers(s.wecom, STAFF_ID)).external_userid).toEqual([
    person.externalUserId,
  ])
})

test('a customer who leaves stays readable; one whom the member removed does not', async () => {
  await using s = await stage()
  await added(s)
  const person = first(s)
  await deleteStaff(s.served.world, person)
  good(await getCustomer(s.wecom, person.externalUserId))
  await added(s)
  await removeCustomer(s.served.world, STAFF_ID, person)
  expect(await getCustomer(s.wecom, person.externalUserId)).toMatchObject({
    code: 84061,
    verdict: 'no_relation',
  })
})

test('strangers, unknown ids and members without customers are refused', async () => {
  await using s = await stage()
  expect(code(await getCustomer(s.wecom, first(s).externalUserId))).toBe(84061)
  expect(code(await getCustomer(s.wecom, 'wmNobody'))).toBe(40096)
  expect(code(await getCustomer(s.wecom, ''))).toBe(41035)
  expect(code(await listCustomers(s.wecom, STAFF_ID))).toBe(84061)
  expect(code(await listCustomers(s.wecom, 'nobody'))).toBe(40003)
})

test('tags are made once, found by id, and put on a customer', async () => {
  await using s = await stage()
  await added(s)
  const make = { group_name: '兴趣', tag: [{ name: '童书' }, { name: '童书' }, { name: '科幻' }] }
  const { tag_group } = good(await addCorpTags(s.wecom, make))
  expect(tag_group.tag.map((tag) => tag.name)).toEqual(['童书', '科幻'])
  const more = good(await addCorpTags(s.wecom, { group_name: '兴趣', tag: [{ name: '历史' }] }))
  expect(more.tag_group.group_id).toBe(tag_group.group_id)
  expect(await addCorpTags(s.wecom, { group_name: '兴趣', tag: [{ name: '历史' }] })).toMatchObject(
    {
      code: 40071,
    },
  )
  const tagId = tag_group.tag[0]?.id ?? ''
  const listed = good(await listCorpTags(s.wecom, { tag_id: [tagId] }))
  expect(listed.tag_group.flatMap((group) => group.tag.map((tag) => tag.name))).toEqual(['童书'])
  const person = first(s)
  const mark = { userid: STAFF_ID, external_userid: person.externalUserId }
  good(await markTag(s.wecom, { ...mark, add_tag: [tagId] }))
  const customer = good(await getCustomer(s.wecom, person.externalUserId))
  expect(customer.follow_user[0]?.tags).toMatchObject([{ tag_name: '童书', tag_id: tagId }])
  expect(code(await markTag(s.wecom, { ...mark, add_tag: ['etNone'] }))).toBe(40068)
  expect(await raw(s, 'mark_tag', mark)).toBe(40058)
  const stranger = { ...mark, external_userid: 'wmNobody', add_tag: [tagId] }
  expect(code(await markTag(s.wecom, stranger))).toBe(84061)
  expect(code(await addCorpTags(s.wecom, { group_id: 'etNone', tag: [{ name: 'x' }] }))).toBe(40068)
})

test('a corp runs out of tags', async () => {
  await using s = await stage({ settings: { maxCorpTags: 1 } })
  const two = { group_name: '兴趣', tag: [{ name: 'a' }, { name: 'b' }] }
  expect(await addCorpTags(s.wecom, two)).toMatchObject({ code: 40126, verdict: 'at_limit' })
})

test('a mass message is created, waits for its member, and only then reaches customers', async () => {
  await using s = await stage()
  await added(s)
  const person = first(s)
  const send = { external_userid: [person.externalUserId, 'wmGone'], text: { content: '新书到了' } }
  const { msgid, fail_list } = good(await addMassSend(s.wecom, send))
  expect(fail_list).toEqual(['wmGone'])
  expect(await getMassSendTasks(s.wecom, msgid)).toMatchObject({
    code: 41063,
    verdict: 'not_ready',
  })
  s.pass(6_000)
  const waiting = good(await getMassSendTasks(s.wecom, msgid))
  expect(waiting.task_list).toEqual([{ userid: STAFF_ID, status: 0 }])
  const results = async () => good(await getMassSendResults(s.wecom, msgid, STAFF_ID)).send_list
  expect(await results()).toMatchObject([{ status: 0 }])
  expect(s.served.world.lifeOf(person.id).phone).toEqual([])
  expect(confirmMassSends(s.served.world, STAFF_ID)).toBe(1)
  expect(good(await getMassSendTasks(s.wecom, msgid)).task_list).toMatchObject([{ status: 2 }])
  expect(await results()).toMatchObject([{ external_userid: person.externalUserId, status: 1 }])
  expect(s.served.world.lifeOf(person.id).phone).toMatchObject([{ channel: 'wecom_mass' }])
})

test('who left gets nothing (2), and who had her share this month neither (3)', async () => {
  await using s = await stage({ settings: { massCap: 'day_1' } })
  const [one, two] = s.served.world.people
  if (!one || !two) throw new Error('too few people')
  await added(s, one)
  await added(s, two)
  const send = async () => {
    const text = { content: '今天' }
    const { msgid } = good(await addMassSend(s.wecom, { sender: STAFF_ID, text }))
    s.pass(6_000)
    confirmMassSends(s.served.world, STAFF_ID)
    const { send_list } = good(await getMassSendResults(s.wecom, msgid, STAFF_ID))
    return send_list.map((row) => row.status)
  }
  expect(await send()).toEqual([1, 1])
  await deleteStaff(s.served.world, one)
  expect(await send()).toEqual([2, 3])
  s.pass(24 * HOUR_MS)
  expect(await send()).toEqual([2, 1])
})

test('a mass message that nobody can receive, or of nobody, is refused', async () => {
  await using s = await stage()
  const text = { content: 'x' }
  const nobody = await addMassSend(s.wecom, { external_userid: ['wmGone'], text })
  expect(nobody).toMatchObject({ code: 41048, verdict: 'cannot_reach' })
  expect(code(await addMassSend(s.wecom, { sender: 'nobody', text }))).toBe(40003)
  expect(await raw(s, 'add_msg_template', { text })).toBe(40058)
  expect(await raw(s, 'add_msg_template', { sender: STAFF_ID })).toBe(40058)
  expect(code(await getMassSendTasks(s.wecom, 'msgNone'))).toBe(41046)
  await added(s)
  const { msgid } = good(await addMassSend(s.wecom, { sender: STAFF_ID, text }))
  s.pass(6_000)
  expect(code(await getMassSendResults(s.wecom, msgid, 'nobody'))).toBe(40003)
  expect(code(await getMassSendTasks(s.wecom, msgid, { cursor: 'of another' }))).toBe(50100)
})

test.each([
  [-1, 'try_later'],
  [45009, 'slow_down'],
  [60020, 'misconfigured'],
])('a fault answers %i, once', async (fault, verdict) => {
  await using s = await stage()
  s.served.world.faults.add({ kind: 'code', api: 'simplelist', code: fault, times: 1 })
  expect(await listStaff(s.wecom, 1)).toMatchObject({ code: fault, verdict })
  good(await listStaff(s.wecom, 1))
})

test('a slow platform is a fault whose effect may have happened; an absent one had none', async () => {
  await using s = await stage()
  good(await listStaff(s.wecom, 1))
  s.served.world.faults.add({ kind: 'slow', ms: 300, times: 1 })
  await expect(listStaff({ ...s.wecom, timeoutMs: 50 }, 1)).rejects.toMatchObject({
    name: 'PlatformFault',
    mayHaveHappened: true,
  })
  const gone = await recorder()
  await gone[Symbol.asyncDispose]()
  await expect(listStaff({ ...s.wecom, base: gone.url }, 1)).rejects.toMatchObject({
    mayHaveHappened: false,
  })
})
