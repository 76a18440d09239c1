import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMinutes, MINUTE_MS } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { ItemInput } from '#modules/content/model/item.ts'
import { createItem, moveItem } from '#modules/content/service/items.ts'
import { findPerson } from '#modules/identity/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { addContactWay } from '#wechat/wecom/contact-ways.ts'
import { follow, write } from '#world/official-account/happenings.ts'
import { stage, STAFF_ID } from '#world/testing.ts'
import type { Stage } from '#world/testing.ts'
import { confirmMassSends, scanContactWay } from '#world/wecom/happenings.ts'
import { requestLetters } from '../service.ts'
import type { LetterCarrier } from '../model/carrier.ts'

let server: TestServer
let api: Api
let world: Stage
let contentId: string

beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  world = await stage()
  const { wecom, officialAccount, sms } = world.served.world.credentials
  const { served } = world
  for (const connection of [
    { kind: 'wecom', ...wecom, baseUrl: served.wecomBase },
    { kind: 'official_account', ...officialAccount, baseUrl: served.officialAccountBase },
    { kind: 'sms', url: served.smsUrl, key: sms.key },
    { kind: 'email', host: served.smtp.host, port: served.smtp.port, from: 'a@siyu.example' },
  ])
    await api.post('/api/entry/connections', connection)
  const item = await createItem(
    api.ctx(),
    ItemInput.parse({ kind: 'article', title: '潮汐新书', body: '本周新书' }),
  )
  contentId = item.id
  await moveItem(api.ctx(), { id: contentId, act: 'publish' })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

let n = 0
/** What Siyu would have heard of this person, and a letter for her by one carrier. */
async function letterBy(
  carrier: LetterCarrier,
  event: string,
  identifiers: IdentifierRef[],
  properties: Record<string, unknown> = {},
) {
  const happened = { event, messageId: `m${n++}`, at: server.clock.now(), identifiers, properties }
  await api.ctx().transact((tx) => recordEvents(tx, [happened], { source: 't', channel: 't' }))
  await server.settle()
  const personId = (await findPerson(api.ctx(), identifiers[0]!)) ?? 'nobody'
  const request = { personId, contentId, carriers: [carrier], key: `k${n++}`, origin: {} }
  await api.ctx().transact((tx) => requestLetters(tx, [{ kind: 'service', ...request }]))
  await server.settle()
  return async () => {
    const { body } = await api.get(`/api/deliver/people/${personId}`)
    return (body.letters as { state: string; reason: string | null }[])[0]
  }
}
const phoneOf = (i: number) => world.served.world.lifeOf(world.served.world.people[i]!.id).phone
const LINK = /^http:\/\/siyu\.test\/l\//

test('a mass message reaches her phone once the member of staff has confirmed it', async () => {
  const person = world.served.world.people[0]!
  const way = await addContactWay(world.wecom, { type: 1, scene: 2, state: 's', user: [STAFF_ID] })
  if (way.kind === 'refused') throw new Error(way.says)
  await scanContactWay(world.served.world, person, way.value.config_id)
  const { corpId } = world.served.world.credentials.wecom
  const letter = await letterBy(
    'wecom_message',
    'wecom_friend_added',
    [{ kind: 'external_userid', scope: corpId, value: person.externalUserId }],
    { staff_userid: STAFF_ID, external_userid: person.externalUserId },
  )
  expect(await letter()).toMatchObject({ state: 'created' })
  world.pass(10 * MINUTE_MS)
  expect(confirmMassSends(world.served.world, STAFF_ID)).toBe(1)
  await server.moveTo(addMinutes(server.clock.now(), 30))
  expect(await letter()).toMatchObject({ state: 'sent' })
  const mass = phoneOf(0).filter(({ channel }) => channel === 'wecom_mass')
  expect(mass).toMatchObject([{ links: [expect.stringMatching(LINK)] }])
})

test('公众号 answers within the window that her own message opened', async () => {
  const person = world.served.world.people[1]!
  await follow(world.served.world, person)
  await write(world.served.world, person, '你好')
  const { appId } = world.served.world.credentials.officialAccount
  const openid = { kind: 'openid' as const, scope: appId, value: person.openid }
  const letter = await letterBy('official_account', 'official_account_message_received', [openid])
  expect(await letter()).toMatchObject({ state: 'sent' })
  expect(phoneOf(1).at(-1)).toMatchObject({
    channel: 'official_account',
    links: [expect.stringMatching(LINK)],
  })
})

test('SMS and mail arrive with a tracked link of her own', async () => {
  const person = world.served.world.people[2]!
  const sms = await letterBy('sms', 'bound', [{ kind: 'phone', scope: '', value: person.phone }])
  expect(await sms()).toMatchObject({ state: 'sent' })
  const address = { kind: 'email' as const, scope: '', value: person.email }
  const mail = await letterBy('email', 'subscribed', [address])
  expect(await mail()).toMatchObject({ state: 'sent' })
  expect(phoneOf(2)).toMatchObject([
    { channel: 'sms', links: [expect.stringMatching(LINK)] },
    { channel: 'email', links: [expect.stringMatching(LINK)] },
  ])
})
