import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { ensurePerson } from '#modules/identity/service.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import { profilesOf } from '#modules/profile/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { addMinutes } from '#kernel/time.ts'
import { createLink, renderForPerson } from './service.ts'

let server: TestServer
let api: Api
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
})
afterAll(() => server[Symbol.asyncDispose]())

const article = (over: Record<string, unknown> = {}) => ({
  kind: 'article',
  title: '周末去山里',
  body: '# 带一本书\n\n你好 {{ person.nickname | default: "朋友" }}<script>alert(1)</script>',
  targetUrl: 'https://shop.example/books/bk057',
  sceneTags: ['周末'],
  productTags: ['生活'],
  ...over,
})

async function published(over: Record<string, unknown> = {}): Promise<string> {
  const { body } = await api.post('/api/content/items', article(over))
  const id = String(body.id)
  await api.post(`/api/content/items/${id}/status`, { act: 'publish' })
  return id
}

const person = (value: string) =>
  api.ctx().transact((tx) => ensurePerson(tx, [{ kind: 'external_userid', scope: 'corp', value }]))

const open = (url: string, headers: Record<string, string> = {}) =>
  server.app.request(url.replace('http://siyu.test', ''), { headers, redirect: 'manual' })

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

const eventsOf = (event: string) =>
  server.rt.ch.query<{ person: string; properties: Record<string, unknown> }>(sql`
    SELECT ${resolvedPerson} AS person, properties FROM events
    WHERE workspace_id = ${uuid(api.workspaceId)} AND event = ${str(event)} ORDER BY at, message_id`)

test('a variable that does not exist is refused at save, by field, in the caller’s language', async () => {
  const answer = await api.post(
    '/api/content/items',
    article({ body: '{{ person.nikname }}', title: '{{ x }}' }),
    { 'accept-language': 'en' },
  )
  expect(answer).toMatchObject({
    status: 422,
    body: {
      code: 'bad_template',
      errors: [
        { field: 'title', reason: 'there is no variable “x”' },
        { field: 'body', reason: 'there is no variable “person.nikname”' },
      ],
    },
  })
})

test.each([
  ['a link without a target', { kind: 'link', targetUrl: undefined }, 'targetUrl'],
  ['a target that is no web address', { targetUrl: 'javascript:alert(1)' }, 'targetUrl'],
  ['a card without its mini program', { kind: 'mini_program' }, 'miniProgram'],
  ['an unknown stage', { purchaseStage: 'soon' }, 'purchaseStage'],
])('%s names the field', async (_, over, field) => {
  const { status, body } = await api.post('/api/content/items', article(over))
  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ field }])
})

test('an item moves along its lifecycle, is found by its tags, and not overwritten unseen', async () => {
  const made = await api.post('/api/content/items', article({ title: '新' }))
  expect(made.body).toMatchObject({ status: 'draft', acts: { restore: 'refused' } })
  const path = `/api/content/items/${String(made.body.id)}`
  expect(await api.post(`${path}/status`, { act: 'restore' })).toMatchObject({ status: 409 })
  expect((await api.post(`${path}/status`, { act: 'submit' })).body.status).toBe('in_review')
  expect((await api.post(`${path}/status`, { act: 'publish' })).body.status).toBe('published')
  expect((await api.put(path, article({ title: '更新', revision: 1 }))).body.revision).toBe(2)
  expect(await api.put(path, article({ revision: 1 }))).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile', revision: 2 },
  })
  const found = await api.get('/api/content/items?tag=周末&status=published&kind=article')
  expect(found.body).toMatchObject({ total: 1, items: [{ title: '更新' }] })
})

test('one person receives her own text and link; the same letter gives the same link', async () => {
  const id = await published({ kind: 'text', body: '你好 {{ person.nickname | default: "朋友" }}' })
  const p = await person('reader')
  const ask = () =>
    renderForPerson(api.ctx(), {
      contentId: id,
      personId: p,
      placement: { letterId: '0190a000-0000-7000-8000-00000000000a', carrier: 'sms' },
    })
  const [first, again] = [await ask(), await ask()]
  expect(first).toMatchObject({ kind: 'text', text: '你好 朋友' })
  expect(first?.url).toMatch(/^http:\/\/siyu\.test\/l\/[a-z2-9]{8}$/)
  expect(again?.url).toBe(first?.url)
})

test('a click leads to the article, joins her browser to her, and raises her interest', async () => {
  const id = await published()
  const p = await person('clicker')
  const shown = await renderForPerson(api.ctx(), {
    contentId: id,
    personId: p,
    placement: { journeyId: 'j1', nodeId: 'n1', carrier: 'wecom_message' },
  })
  const click = await open(shown!.url!, { 'user-agent': 'MicroMessenger/8 wxwork/4' })
  expect(click.status).toBe(302)
  const target = new URL(click.headers.get('location') ?? '')
  expect(target.pathname).toBe(`/p/c/${id}`)
  expect(cookieOf(click)).toBe(`siyu_aid=${target.searchParams.get('siyu_aid')}`)
  await server.settle()
  const clicked = (await eventsOf('link_clicked')).at(-1)
  expect(clicked).toMatchObject({
    person: p,
    properties: { content_id: id, journey_id: 'j1', node_id: 'n1', carrier: 'wecom_message' },
  })
  const profile = (await profilesOf(api.ctx(), [p])).get(p)
  expect(Object.keys(profile?.interests ?? {}).toSorted()).toEqual(['周末', '生活'].toSorted())

  const page = await open(click.headers.get('location') ?? '', { cookie: cookieOf(click) })
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(html).toContain('<h1>带一本书</h1>')
  expect(html).not.toContain('<script>alert')
  expect(Buffer.byteLength(html)).toBeLessThan(20_000)
  const key = /"writeKey":"([^"]+)"/.exec(html)?.[1] ?? ''
  const aid = /"anonymousId":"([^"]+)"/.exec(html)?.[1] ?? ''
  const view = { type: 'track', event: 'content_viewed', anonymousId: aid, messageId: 'v1:shown' }
  const beacon = await server.app.request('/v1/batch', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch: [{ ...view, properties: { content_id: id } }] }),
  })
  expect(beacon.status).toBe(200)
  await server.settle()
  expect(await eventsOf('content_viewed')).toMatchObject([{ person: p }])
})

test('a forwarded personal link makes nobody the recipient', async () => {
  const id = await published()
  const p = await person('forwarder')
  const url = (await renderForPerson(api.ctx(), { contentId: id, personId: p, placement: {} }))?.url
  await open(url!)
  await open(url!)
  await server.settle()
  const clicks = (await eventsOf('link_clicked')).filter((c) => c.properties.content_id === id)
  expect(clicks).toHaveLength(2)
  expect(clicks.filter((c) => c.person === p)).toHaveLength(1)
  expect(clicks.filter((c) => c.properties.forwarded === true)).toHaveLength(1)
})

test('looking ahead is no click', async () => {
  const before = (await eventsOf('link_clicked')).length
  const { url } = await api
    .ctx()
    .transact((tx) => createLink(tx, { targetUrl: 'https://shop.example/', properties: {} }))
  const head = await server.app.request(url.replace('http://siyu.test', ''), { method: 'HEAD' })
  expect(head.status).toBe(302)
  await server.settle()
  expect((await eventsOf('link_clicked')).length).toBe(before)
})

test('an unknown or expired link says so in the reader’s language and leads nowhere', async () => {
  expect(await (await open('/l/nothere1')).text()).toContain('链接已失效')
  const english = await open('/l/nothere1?u=https://evil.example', { 'accept-language': 'en' })
  expect(english.status).toBe(404)
  expect(await english.text()).toContain('This link has ended')
  const { url } = await api.ctx().transact((tx) =>
    createLink(tx, {
      targetUrl: 'https://shop.example/',
      properties: {},
      expiresAt: addMinutes(tx.now, 1),
    }),
  )
  expect((await open(url)).headers.get('location')).toBe('https://shop.example/')
  await server.moveTo(addMinutes(server.clock.now(), 2))
  expect((await open(url)).status).toBe(404)
})

test('a draft has no page', async () => {
  const { body } = await api.post('/api/content/items', article())
  expect((await open(`/p/c/${String(body.id)}`)).status).toBe(404)
})

test('statistics say where it went and what followed', async () => {
  const id = await published({ title: '统计' })
  const p = await person('statistic')
  const { url } = (await renderForPerson(api.ctx(), {
    contentId: id,
    personId: p,
    placement: { carrier: 'sms' },
  }))!
  await open(url!)
  await server.moveTo(addMinutes(server.clock.now(), 30))
  const paid = (orderId: string, n: number) => ({
    event: 'order_paid',
    messageId: `stat-${orderId}-${n}`,
    at: server.clock.now(),
    identifiers: [],
    personId: p,
    properties: { order_id: orderId, pay_fen: 4_200, pay_amount: 42 },
  })
  await api.ctx().transact((tx) =>
    recordEvents(
      tx,
      [
        paid('S-1', 1),
        paid('S-1', 2),
        {
          event: 'message_sent',
          messageId: 'stat-sent',
          identifiers: [],
          personId: p,
          properties: { content_id: id, carrier: 'sms', letter_id: 'l' },
        },
      ],
      { source: 'test', channel: 'server' },
    ),
  )
  await server.settle()
  const { body } = await api.get(`/api/content/items/${id}/statistics`)
  expect(body).toMatchObject({
    sent: 1,
    clicks: 1,
    clickers: 1,
    ordersAfter: 1,
    buyersAfter: 1,
    revenueAfterFen: 4_200,
    placements: [{ carrier: 'sms', sent: 1, clicks: 1 }],
  })
})
