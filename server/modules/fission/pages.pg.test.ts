import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { issuePass } from '#platform/http/pages/pass.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

let server: TestServer
let shop: Api
let gameId: string
beforeAll(async () => {
  server = await testServer()
  shop = await apiOf(server)
  gameId = await liveGame(shop)
})
afterAll(() => server[Symbol.asyncDispose]())

const RULES = '好友首单支付后,双方各得一张券。<script>alert(1)</script>'
const coupon = { name: '书券', valueFen: 800, stock: 100, limitPerPerson: 20, validDays: 30 }

async function liveGame(api: Api, more: object = {}): Promise<string> {
  const couponId = (await api.post('/api/coupons', coupon)).body.id
  const rules = { inviterCouponId: couponId, inviteeCouponId: couponId, readableRules: RULES }
  const made = await api.post('/api/fission/games', {
    name: '送朋友一本书',
    rules: { ...rules, ...more },
  })
  const id = String(made.body.gameId)
  await api.post(`/api/fission/games/${id}/publish`, {})
  return id
}

const one = (value: string) => ({ identifiers: [{ kind: 'user_id', value }] })
async function invitationOf(who: string, api = shop, game = gameId) {
  const { body } = await api.post(`/api/fission/games/${game}/invitations`, one(who))
  return body as { code: string; personalUrl: string; inviterPersonId: string }
}
const named = async (who: string, nickname: string) => {
  const { body } = await shop.post('/v1/import', {
    batch: [{ type: 'identify', userId: who, messageId: `named-${who}`, traits: { nickname } }],
  })
  await server.settle()
  return body
}

/** A browser: keeps cookies, asks for pages or for their data. */
function browser() {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit & { data?: boolean } = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const accept = init.data === false ? 'text/html' : 'application/json'
    const answer = await server.app.request(path, {
      ...init,
      headers: { cookie, accept, 'accept-language': 'zh-CN', ...init.headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  const json = async (path: string, init?: RequestInit) =>
    (await (await ask(path, init)).json()) as Record<string, unknown>
  const post = (path: string, body: object = {}) =>
    json(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  return { ask, json, post, jar }
}
const pathOf = (url: string) => url.replace('http://siyu.test', '')

test('a friend sees who invites, masked, and the inviter’s page shows him once he accepts and orders', async () => {
  await named('lin', '林小满')
  const { code, personalUrl } = await invitationOf('lin')
  const friend = browser()
  expect(await friend.json(`/i/${code}`)).toMatchObject({
    ...{ page: 'friend', inviter: '林**', standing: 'open', brand: '潮汐书店' },
    game: { forFriend: { valueFen: 800, validDays: 30 }, closed: null, rules: RULES },
  })
  expect(await friend.post(`/i/${code}/accept`)).toMatchObject({ standing: 'accepted' })

  const inviter = browser()
  const entered = await inviter.ask(pathOf(personalUrl))
  expect([entered.status, entered.headers.get('location')]).toEqual([302, `/i/${code}`])
  expect(await inviter.json(`/i/${code}`)).toMatchObject({
    ...{ page: 'inviter', accepted: 1, ordered: 0, rewardsLeft: 20 },
    friends: [{ name: null, state: 'accepted', got: null }],
  })
  const anonymousId = friend.jar.get('siyu_aid') ?? ''
  await shop.post('/api/orders', {
    ...{ orderId: 'p1', paidAt: server.clock.now().toISOString(), payFen: 5_000 },
    identifiers: [{ kind: 'anonymous_id', value: anonymousId }],
  })
  await server.settle()
  expect(await inviter.json(`/i/${code}`)).toMatchObject({
    ...{ accepted: 1, ordered: 1, rewardsLeft: 19 },
    friends: [{ state: 'rewarded', got: 'coupon' }],
  })
  expect(await inviter.json('/me')).toMatchObject({
    ...{ page: 'wallet', name: '林**' },
    coupons: [{ name: '书券', state: 'held', code: expect.stringMatching(/./) }],
  })
  expect(await inviter.json('/me/invitations')).toMatchObject({
    mine: [{ code, accepted: 1, ordered: 1 }],
  })
  // Nothing on the pages names a person to the outside.
  const all = JSON.stringify([await inviter.json(`/i/${code}`), await friend.json(`/i/${code}`)])
  expect(all).not.toMatch(/林小满|person/i)
})

test('a friend takes back in one tap that he accepted, and may accept again', async () => {
  const { code, personalUrl } = await invitationOf('regret')
  const friend = browser()
  await friend.post(`/i/${code}/accept`)
  expect(await friend.post(`/i/${code}/withdraw`)).toMatchObject({ standing: 'open' })
  const inviter = browser()
  await inviter.ask(pathOf(personalUrl))
  expect(await inviter.json(`/i/${code}`)).toMatchObject({ accepted: 0, friends: [] })
  expect(await friend.post(`/i/${code}/accept`)).toMatchObject({ standing: 'accepted' })
  // Nobody else's browser can do that for him.
  const other = await browser().ask(`/i/${code}/withdraw`, { method: 'POST' })
  expect(other.status).toBe(409)
  expect(await inviter.json(`/i/${code}`)).toMatchObject({ accepted: 1 })
})

test('refusals are told where she stands: her own, another’s before, no newcomer', async () => {
  const [a, b] = [await invitationOf('host-a'), await invitationOf('host-b')]
  const friend = browser()
  await friend.post(`/i/${a.code}/accept`)
  expect(await friend.post(`/i/${b.code}/accept`)).toMatchObject({ standing: 'kept' })
  const buyer = browser()
  await buyer.ask(`/i/${a.code}`)
  await shop.post('/api/orders', {
    ...{ orderId: 'before', paidAt: server.clock.now().toISOString(), payFen: 5_000 },
    identifiers: [{ kind: 'anonymous_id', value: buyer.jar.get('siyu_aid') }],
  })
  await server.settle()
  const refused = await buyer.ask(`/i/${a.code}/accept`, { method: 'POST' })
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ standing: 'not_new' })
  const html = await (await buyer.ask(`/i/${a.code}`, { data: false })).text()
  expect(html).toContain('还没有下过单的新朋友')
})

test('paused, over, not begun: the page says so, and takes nobody', async () => {
  const game = await liveGame(shop)
  const { code } = await invitationOf('pausing', shop, game)
  const act = (name: string) => shop.post(`/api/fission/games/${game}/${name}`, {})
  await act('pause')
  expect(await browser().json(`/i/${code}`)).toMatchObject({ game: { closed: 'not_live' } })
  expect((await browser().ask(`/i/${code}/accept`, { method: 'POST' })).status).toBe(409)
  await act('end')
  const over = await browser().ask(`/i/${code}`, { data: false })
  expect([over.status, await over.text()]).toEqual([410, expect.stringContaining('活动已经结束')])
})

test('a personal page opens for no guess: no pass, a forged one, an old one, another browser’s', async () => {
  const { personalUrl, inviterPersonId } = await invitationOf('careful')
  const nobody = browser()
  for (const path of ['/me', '/me/invitations', '/me/privacy'])
    expect([path, (await nobody.ask(path)).status]).toEqual([path, 401])
  expect((await nobody.ask(pathOf(personalUrl).replace(/.(?=\?)/, '_'))).status).toBe(404)
  expect((await nobody.ask(`/me/in/${inviterPersonId}`)).status).toBe(404)
  const old = issuePass(server.rt.secrets, 'person.link', {
    ...{ workspaceId: shop.workspaceId, subject: '1' },
    until: addDays(server.rt.system.wallNow(), -1),
  })
  const expired = await nobody.ask(`/me/in/${old}`, { data: false })
  expect([expired.status, await expired.text()]).toEqual([
    401,
    expect.stringContaining('专属链接已过期'),
  ])
  expect(nobody.jar.has('siyu_me')).toBe(false)
})

test('a link leads only to pages of ours', async () => {
  const { personalUrl } = await invitationOf('elsewhere')
  const [link = ''] = pathOf(personalUrl).split('?')
  for (const to of ['https://evil.example', '//evil.example', '/console/', '/me/in/x'])
    expect(
      (await browser().ask(`${link}?to=${encodeURIComponent(to)}`)).headers.get('location'),
    ).toBe('/me')
})

test('an anonymous browser gets no personal link: it could be somebody else’s', async () => {
  const identifiers = [{ kind: 'anonymous_id', value: 'planted-by-somebody' }]
  const { body } = await shop.post(`/api/fission/games/${gameId}/invitations`, { identifiers })
  expect(body.personalUrl).toBeNull()
  const refused = await shop.post(`/api/people/${String(body.inviterPersonId)}/personal-link`, {})
  expect([refused.status, refused.body.code]).toEqual([409, 'only_a_browser'])
})

test('one workspace’s pass opens nothing of another’s', async () => {
  const neighbour = await apiOf(server)
  const theirs = await invitationOf('lin', neighbour, await liveGame(neighbour))
  const guest = browser()
  await guest.ask(pathOf((await invitationOf('lin')).personalUrl))
  expect(await guest.json(`/i/${theirs.code}`)).toMatchObject({ page: 'friend', standing: 'open' })
  const own = await invitationOf('wall')
  const { personId } = (await neighbour.get('/api/identity/lookup?kind=user_id&value=lin'))
    .body as { personId: string }
  const other = await shop.post(`/api/people/${personId}/personal-link`, {})
  expect(other.status).toBe(404)
  expect(own.personalUrl).toBeTruthy()
})

test('one tap stops all messages, one takes it back, and the books say it was she', async () => {
  const { personalUrl, inviterPersonId } = await invitationOf('quiet')
  const her = browser()
  await her.ask(pathOf(personalUrl))
  const all = (optedOut: boolean) => her.post('/me/consent', { carrier: 'all', optedOut })
  expect(await all(true)).toMatchObject({ page: 'privacy', optedOut: ['all'] })
  const known = async () => (await shop.get(`/api/people/${inviterPersonId}`)).body.optedOut
  expect(await known()).toEqual(['all'])
  expect(await all(false)).toMatchObject({ optedOut: [] })
  expect(await known()).toEqual([])
  expect(await her.post('/me/consent', { carrier: 'pigeon' })).toMatchObject({ code: 'bad_input' })
  const { body } = await shop.get(`/api/audit?subjectId=${inviterPersonId}&action=consent.changed`)
  expect(JSON.stringify(body)).toContain('herself')
  await her.post('/me/forget')
  expect((await her.ask('/me')).status).toBe(401)
})

test('the game’s own page gives an invitation to whom we know, and to nobody else', async () => {
  const { body: pages } = await shop.get(`/api/fission/games/${gameId}/pages`)
  expect(pages.url).toBe(`http://siyu.test/g/${gameId}`)
  const stranger = browser()
  expect(await stranger.json(`/g/${gameId}`)).toMatchObject({ page: 'game', isKnown: false })
  expect((await stranger.ask(`/g/${gameId}/join`, { method: 'POST' })).status).toBe(401)

  const other = await liveGame(shop)
  const known = browser()
  await known.ask(pathOf((await invitationOf('joiner', shop, other)).personalUrl))
  const joined = await known.ask(`/g/${gameId}/join`, { method: 'POST' })
  expect([joined.status, joined.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/i\/\w+$/),
  ])
  expect((await known.ask(`/g/${gameId}`)).headers.get('location')).toBe(
    joined.headers.get('location'),
  )
})

test('a draft shows itself to whoever previews it, and to nobody else', async () => {
  const made = await shop.post('/api/fission/games', {
    name: '草稿',
    rules: { ...((await shop.get(`/api/fission/games/${gameId}`)).body.rules as object) },
  })
  const draft = String(made.body.gameId)
  expect((await browser().ask(`/g/${draft}`)).status).toBe(404)
  const { body } = await shop.get(`/api/fission/games/${draft}/pages`)
  const { friend, inviter } = body.previews as { friend: string; inviter: string }
  expect(await browser().json(friend)).toMatchObject({ page: 'friend', isPreview: true })
  expect(await browser().json(inviter)).toMatchObject({ page: 'inviter', friends: [] })
  expect((await browser().ask(friend.replace(draft, gameId))).status).toBe(404)
})

test('what operators write is text on the page, never markup', async () => {
  const { code } = await invitationOf('escape')
  const answer = await browser().ask(`/i/${code}`, { data: false })
  const html = await answer.text()
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;script&gt;')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('the page speaks the reader’s language', async () => {
  const { code } = await invitationOf('polyglot')
  const says = async (language: string) => {
    const headers = { 'accept-language': language }
    return (await browser().ask(`/i/${code}`, { data: false, headers })).text()
  }
  expect(await says('zh-TW')).toMatch(/lang="zh-TW"[\s\S]*接受邀請/)
  expect(await says('en-GB')).toMatch(/lang="en"[\s\S]*Accept/)
})

test('the code of an invitation is a picture that phones can read', async () => {
  const { code } = await invitationOf('pictured')
  const png = await browser().ask(`/i/${code}/qr.png`)
  expect(png.headers.get('content-type')).toBe('image/png')
  expect(
    Buffer.from(await png.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
})

test('whoever guesses codes is asked to wait', async () => {
  const guess = (i: number) =>
    server.app.request(`/i/guess${i}`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
  const statuses = []
  for (let i = 0; i < 45; i++) statuses.push((await guess(i)).status)
  expect(statuses.filter((status) => status === 404)).toHaveLength(40)
  const late = await guess(46)
  expect([late.status, Number(late.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
  expect((await server.app.request('/i/nosuch')).status).toBe(404)
})
