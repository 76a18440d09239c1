import { expect, test } from 'vitest'
import { openCallback, openEcho, plainEchoIsGenuine } from '#wechat/callback/open.ts'
import { officialAccountEvent } from '#wechat/official-account/events.ts'
import { addContactWay } from '#wechat/wecom/contact-ways.ts'
import { wecomEvent } from '#wechat/wecom/events.ts'
import type { WecomEvent } from '#wechat/wecom/events.ts'
import { follow, unfollow, write } from './official-account/happenings.ts'
import { recorder, stage, STAFF_ID } from './testing.ts'
import type { Recorder, Reply, Request, Stage } from './testing.ts'
import { joinGroup } from './wecom/group-happenings.ts'
import { deleteStaff, scanContactWay } from './wecom/happenings.ts'

const queryOf = ({ query }: Request, name = 'msg_signature') => ({
  signature: query.get(name) ?? '',
  timestamp: query.get('timestamp') ?? '',
  nonce: query.get('nonce') ?? '',
})

function wecomSeal(s: Stage) {
  const { corpId, token, encodingAesKey } = s.served.world.credentials.wecom
  return { token, encodingAesKey, receiveId: corpId }
}

function wecomEvents(s: Stage, r: Recorder): WecomEvent[] {
  return r.requests
    .filter((request) => request.method === 'POST')
    .map((request) => {
      const opened = openCallback(wecomSeal(s), queryOf(request), request.body)
      if (opened.kind !== 'opened') throw new Error(opened.because)
      return wecomEvent(opened.fields)
    })
}

/** A stage whose WeCom calls back to a recorder. */
async function calledBack(answer?: (request: Request) => Reply | Promise<Reply>) {
  const s = await stage()
  const r = await recorder(answer)
  s.served.world.state.wecom.callbackUrl = `${r.url}/callback/wecom`
  s.served.world.state.officialAccount.callbackUrl = `${r.url}/callback/account?workspace=1`
  const made = await addContactWay(s.wecom, { type: 1, scene: 2, state: '点评', user: [STAFF_ID] })
  const configId = made.kind === 'ok' ? made.value.config_id : ''
  const person = s.served.world.people[0]
  if (!person) throw new Error('an empty world')
  return {
    s,
    r,
    configId,
    person,
    [Symbol.asyncDispose]: async () => {
      await s[Symbol.asyncDispose]()
      await r[Symbol.asyncDispose]()
    },
  }
}

test('scanning, joining a group and leaving are told, sealed; what the API did is not', async () => {
  await using scene = await calledBack()
  const { s, r, configId, person } = scene
  expect(r.requests).toEqual([])
  await scanContactWay(s.served.world, person, configId)
  await joinGroup(s.served.world, person)
  await deleteStaff(s.served.world, person)
  const { externalUserId } = person
  expect(wecomEvents(s, r)).toMatchObject([
    { kind: 'contact_added', userId: STAFF_ID, externalUserId, state: '点评', half: false },
    { kind: 'group_created' },
    { kind: 'group_changed', detail: 'add_member', memberIds: [externalUserId], joinScene: '3' },
    { kind: 'contact_removed', by: 'customer', externalUserId },
  ])
})

test('a friend who scans again makes no second event', async () => {
  await using scene = await calledBack()
  const { s, r, configId, person } = scene
  await scanContactWay(s.served.world, person, configId)
  const again = await scanContactWay(s.served.world, person, configId)
  expect(again.kind).toBe('already_friends')
  expect((await scanContactWay(s.served.world, person, 'none')).kind).toBe('dead_code')
  expect(r.requests).toHaveLength(1)
})

test('an answer with an error is an answer; only silence is tried again, three times in all', async () => {
  await using refused = await calledBack(() => ({ status: 500 }))
  await scanContactWay(refused.s.served.world, refused.person, refused.configId)
  expect(refused.r.requests).toHaveLength(1)
  await using silent = await calledBack(() => new Promise<Reply>(() => undefined))
  await scanContactWay(silent.s.served.world, silent.person, silent.configId)
  expect(silent.r.requests).toHaveLength(3)
  const bodies = new Set(silent.r.requests.map((request) => request.body))
  expect(bodies.size).toBe(1)
})

test('callbacks can be dropped, repeated, and sealed wrongly on purpose', async () => {
  await using scene = await calledBack()
  const { s, r, configId, person } = scene
  const { faults } = s.served.world
  const leaveAndReturn = async () => {
    await scanContactWay(s.served.world, person, configId)
    const seen = r.requests.splice(0)
    faults.clear()
    await deleteStaff(s.served.world, person)
    r.requests.splice(0)
    return seen
  }
  faults.add({ kind: 'drop_callbacks' })
  expect(await leaveAndReturn()).toHaveLength(0)
  faults.add({ kind: 'repeat_callbacks' })
  const [one, two] = await leaveAndReturn()
  expect(one?.body).toBe(two?.body)
  for (const [kind, because] of [
    ['wrong_signature', 'bad_signature'],
    ['wrong_receiver', 'wrong_receiver'],
  ] as const) {
    faults.add({ kind })
    const [request] = await leaveAndReturn()
    if (!request) throw new Error('nothing came')
    expect(openCallback(wecomSeal(s), queryOf(request), request.body)).toEqual({
      kind: 'turned_away',
      because,
    })
  }
})

test('公众号 tells of followers, their words and their leaving, and keeps the address it was given', async () => {
  await using scene = await calledBack()
  const { s, r, person } = scene
  await follow(s.served.world, person)
  await write(s.served.world, person, '有货吗')
  await unfollow(s.served.world, person)
  const { appId, token, encodingAesKey } = s.served.world.credentials.officialAccount
  const seal = { token, encodingAesKey, receiveId: appId }
  const events = r.requests.map((request) => {
    expect(request.query.get('workspace')).toBe('1')
    expect(plainEchoIsGenuine(token, queryOf(request, 'signature'))).toBe(true)
    const opened = openCallback(seal, queryOf(request), request.body)
    if (opened.kind !== 'opened') throw new Error(opened.because)
    return officialAccountEvent(opened.fields)
  })
  expect(events).toMatchObject([
    { kind: 'followed', openid: person.openid, scene: undefined },
    { kind: 'wrote', content: '有货吗', msgType: 'text' },
    { kind: 'unfollowed' },
  ])
})

test('the consoles keep a callback address only when its echo comes back right', async () => {
  await using s = await stage()
  const account = s.served.world.credentials.officialAccount
  await using r = await recorder((request) => {
    const echo = request.query.get('echostr') ?? ''
    if (request.path === '/account')
      return plainEchoIsGenuine(account.token, queryOf(request, 'signature')) ? { body: echo } : {}
    const opened = openEcho(wecomSeal(s), queryOf(request), echo)
    return { body: opened.kind === 'echo' ? opened.text : 'no' }
  })
  const put = (body: object) =>
    fetch(`${s.served.controlUrl}/world/callbacks`, { method: 'PUT', body: JSON.stringify(body) })
  const good = await put({ wecom: `${r.url}/wecom`, officialAccount: `${r.url}/account` })
  expect(await good.json()).toEqual({ verified: { wecom: true, officialAccount: true } })
  expect(s.served.world.state.wecom.callbackUrl).toBe(`${r.url}/wecom`)
  const bad = await put({ officialAccount: `${r.url}/wecom` })
  expect(bad.status).toBe(422)
  expect(s.served.world.state.officialAccount.callbackUrl).toBe(`${r.url}/account`)
})
