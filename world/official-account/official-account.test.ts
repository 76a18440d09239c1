import { expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import { OFFICIAL_ACCOUNT_VERDICTS } from '#wechat/official-account/answers.ts'
import { officialAccount } from '#wechat/official-account/client.ts'
import { getFollower } from '#wechat/official-account/followers.ts'
import { sendCustomMessage } from '#wechat/official-account/messages.ts'
import { authorizeUrl, getUserInfo, redeemCode } from '#wechat/official-account/oauth.ts'
import { createQrCode, qrImageUrl } from '#wechat/official-account/qr-codes.ts'
import type { Outcome } from '#wechat/outcome.ts'
import { memoryTokens, tokenKeeper } from '#wechat/tokens.ts'
import type { Person } from '../people/person.ts'
import { stage } from '../testing.ts'
import type { Stage } from '../testing.ts'
import { OFFICIAL_ACCOUNT_CODES } from './answers.ts'
import { follow, unfollow, write } from './happenings.ts'
import { authorize } from './oauth.ts'

function good<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`${outcome.code} ${outcome.says}`)
  return outcome.value
}
const code = (outcome: Outcome<unknown>): number => (outcome.kind === 'ok' ? 0 : outcome.code)

function first(s: Stage): Person {
  const [person] = s.served.world.people
  if (!person) throw new Error('an empty world')
  return person
}

const text = (touser: string) => ({
  touser,
  msgtype: 'text' as const,
  text: { content: '你好 https://siyu.test/s/1' },
})

test('our verdict table knows every code the world can answer', () => {
  const unknown = OFFICIAL_ACCOUNT_CODES.filter((c) => !(String(c) in OFFICIAL_ACCOUNT_VERDICTS))
  expect(unknown).toEqual([])
})

test('a follower may be written to three times within a minute', async () => {
  await using s = await stage()
  const { openid, id } = first(s)
  await follow(s.served.world, first(s))
  for (let i = 0; i < 3; i++) good(await sendCustomMessage(s.account, text(openid)))
  expect(await sendCustomMessage(s.account, text(openid))).toMatchObject({
    code: 45047,
    verdict: 'cannot_reach',
  })
  s.pass(MINUTE_MS)
  expect(code(await sendCustomMessage(s.account, text(openid)))).toBe(45015)
  const { phone } = s.served.world.lifeOf(id)
  expect(phone).toHaveLength(3)
  expect(phone[0]).toMatchObject({ channel: 'official_account', links: ['https://siyu.test/s/1'] })
})

test('who wrote may be answered five times within 48 hours; writing again opens five more', async () => {
  await using s = await stage()
  const person = first(s)
  await follow(s.served.world, person)
  s.pass(2 * MINUTE_MS)
  await write(s.served.world, person, '有货吗')
  s.pass(47 * HOUR_MS)
  for (let i = 0; i < 5; i++) good(await sendCustomMessage(s.account, text(person.openid)))
  expect(code(await sendCustomMessage(s.account, text(person.openid)))).toBe(45047)
  await write(s.served.world, person, '还在吗')
  good(await sendCustomMessage(s.account, text(person.openid)))
  s.pass(48 * HOUR_MS)
  expect(code(await sendCustomMessage(s.account, text(person.openid)))).toBe(45015)
})

test('strangers, unknown ids and people who unfollowed cannot be written to', async () => {
  await using s = await stage()
  const person = first(s)
  expect(code(await sendCustomMessage(s.account, text('oNobody')))).toBe(40003)
  expect(code(await sendCustomMessage(s.account, text(person.openid)))).toBe(43004)
  await follow(s.served.world, person)
  await unfollow(s.served.world, person)
  expect(code(await sendCustomMessage(s.account, text(person.openid)))).toBe(43004)
})

test('a long text is refused; an article arrives with its address', async () => {
  await using s = await stage()
  const person = first(s)
  await follow(s.served.world, person)
  const long = { ...text(person.openid), text: { content: '潮'.repeat(683) } }
  expect(code(await sendCustomMessage(s.account, long))).toBe(45002)
  const article = { title: '本周书单', description: '五本', url: 'https://siyu.test/s/2' }
  const news = { touser: person.openid, msgtype: 'news' as const, news: { articles: [article] } }
  good(await sendCustomMessage(s.account, news))
  expect(s.served.world.lifeOf(person.id).phone).toMatchObject([{ links: [article.url] }])
})

test('a follower is read with her unionid and the scene that brought her; others with nothing', async () => {
  await using s = await stage()
  const person = first(s)
  expect(good(await getFollower(s.account, person.openid))).toEqual({
    subscribe: 0,
    openid: person.openid,
  })
  const { ticket } = good(
    await createQrCode(s.account, {
      action_name: 'QR_STR_SCENE',
      expire_seconds: 600,
      action_info: { scene: { scene_str: 'store-17' } },
    }),
  )
  const picture = await fetch(qrImageUrl(ticket, s.served.mpBase))
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect((await fetch(qrImageUrl('gQnone', s.served.mpBase))).status).toBe(404)
  await follow(s.served.world, person, ticket)
  expect(good(await getFollower(s.account, person.openid))).toMatchObject({
    subscribe: 1,
    unionid: person.unionid,
    qr_scene_str: 'store-17',
  })
  expect(code(await getFollower(s.account, 'oNobody'))).toBe(40003)
})

test('a token forced fresh kills the one before, and the client renews once', async () => {
  await using s = await stage()
  const openid = first(s).openid
  good(await getFollower(s.account, openid))
  const { appId, secret } = s.served.world.credentials.officialAccount
  await fetch(`${s.served.officialAccountBase}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: appId,
      secret,
      force_refresh: true,
    }),
  })
  expect(code(await getFollower(s.account, openid))).toBe(0)
  s.pass(3 * HOUR_MS)
  expect(code(await getFollower(s.account, openid))).toBe(0)
})

test('classic tokens supersede each other: five minutes later the older is refused for good', async () => {
  await using s = await stage()
  const { appId, secret } = s.served.world.credentials.officialAccount
  const classic = () =>
    officialAccount({
      appId,
      secret,
      base: s.served.officialAccountBase,
      tokenApi: 'classic',
      fetch,
      now: () => s.served.world.clock.now(),
      tokens: tokenKeeper(memoryTokens()),
    })
  const [one, two] = [classic(), classic()]
  good(await getFollower(one, first(s).openid))
  good(await getFollower(two, first(s).openid))
  good(await getFollower(one, first(s).openid))
  s.pass(6 * MINUTE_MS)
  expect(await getFollower(one, first(s).openid)).toMatchObject({
    code: 40001,
    verdict: 'misconfigured',
  })
  const brave = { ...one, renewOn: new Set([40001]) }
  good(await getFollower(brave, first(s).openid))
})

test.each([
  ['another secret', { secret: 'x' }, 40125],
  ['another app', { appId: 'wxOther' }, 40013],
  ['no app', { appId: '' }, 41002],
  ['no secret', { secret: '' }, 41004],
])('a token for %s is refused', async (_, change, expected) => {
  await using s = await stage()
  const { appId, secret } = s.served.world.credentials.officialAccount
  const tokens = tokenKeeper(memoryTokens())
  const now = () => s.served.world.clock.now()
  const base = s.served.officialAccountBase
  const wrong = officialAccount({ appId, secret, base, fetch, now, tokens, ...change })
  expect(code(await getFollower(wrong, 'o'))).toBe(expected)
})

async function oauthCode(s: Stage, scope: 'snsapi_base' | 'snsapi_userinfo'): Promise<string> {
  const { appId } = s.served.world.credentials.officialAccount
  const page = { appId, redirectUri: 'https://h5.test/back?x=1', scope, state: 'abc' }
  const back = authorize(s.served.world, first(s), authorizeUrl(page))
  const url = new URL(back ?? '')
  expect(url.searchParams.get('state')).toBe('abc')
  return url.searchParams.get('code') ?? ''
}

test('an OAuth code tells who opened the page, once and for five minutes', async () => {
  await using s = await stage()
  const app = s.served.world.credentials.officialAccount
  const once = await oauthCode(s, 'snsapi_userinfo')
  const user = good(await redeemCode(s.account, app, once))
  expect(user).toMatchObject({ openid: first(s).openid, unionid: first(s).unionid })
  const known = { accessToken: user.access_token, openid: user.openid }
  expect(good(await getUserInfo(s.account, known)).nickname).toBe(first(s).name)
  expect(await redeemCode(s.account, app, once)).toMatchObject({ code: 40163, verdict: 'too_late' })
  expect(code(await redeemCode(s.account, app, 'unknown'))).toBe(40029)
  const late = await oauthCode(s, 'snsapi_base')
  s.pass(5 * MINUTE_MS + 1)
  expect(code(await redeemCode(s.account, app, late))).toBe(42003)
})

test('a silent login tells the openid and nothing else', async () => {
  await using s = await stage()
  const app = s.served.world.credentials.officialAccount
  const user = good(await redeemCode(s.account, app, await oauthCode(s, 'snsapi_base')))
  expect(user.unionid).toBeUndefined()
  const known = { accessToken: user.access_token, openid: user.openid }
  expect(code(await getUserInfo(s.account, known))).toBe(48001)
})

test.each([
  ['an unknown kind', { action_name: 'QR_OTHER', action_info: {} }, 40052],
  ['no scene', { action_name: 'QR_STR_SCENE', action_info: { scene: {} } }, 40053],
])('a code of %s is refused', async (_, body, expected) => {
  await using s = await stage()
  await getFollower(s.account, 'o')
  const token = s.served.world.state.officialAccount.tokens[0]?.value
  const url = `${s.served.officialAccountBase}/cgi-bin/qrcode/create?access_token=${token}`
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  expect(await answer.json()).toMatchObject({ errcode: expected })
})

test('in an ordinary browser the login page asks who she is, and sends her back with a code', async () => {
  await using s = await stage()
  const { appId } = s.served.world.credentials.officialAccount
  const page = {
    appId,
    redirectUri: 'https://h5.test/back',
    scope: 'snsapi_base' as const,
    state: 's',
  }
  const url = authorizeUrl({ ...page, base: s.served.openBase }).replace('#wechat_redirect', '')
  expect(await (await fetch(url)).text()).toContain('你是谁')
  const back = await fetch(`${url}&as=${first(s).id}`, { redirect: 'manual' })
  const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const app = s.served.world.credentials.officialAccount
  expect(good(await redeemCode(s.account, app, code)).openid).toBe(first(s).openid)
  expect((await fetch(`${s.served.openBase}/connect/oauth2/authorize`)).status).toBe(400)
})
