import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMs } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import {
  OWNER,
  caller,
  makeKey,
  makeMember,
  makeOwner,
  makeWorkspace,
  signedIn,
  withKey,
} from './testing.ts'
import type { Caller } from './testing.ts'

let server: TestServer
let wall = new Date('2026-03-02T02:00:00Z')
let books: { id: string; api: string }
let tea: { id: string; api: string }
let owner: Caller

beforeAll(async () => {
  server = await testServer()
  server.rt.system.wallNow = () => wall
  await makeOwner(server)
  books = await makeWorkspace(server, '潮汐书店')
  tea = await makeWorkspace(server, '茶铺')
  owner = await signedIn(server, OWNER.email, OWNER.password)
})
afterAll(() => server[Symbol.asyncDispose]())

const itemsOf = ({ body }: { body: Record<string, unknown> }) =>
  body.items as Record<string, unknown>[]

test('nobody gets in without a session or key, and a made-up key is nobody', async () => {
  for (const stranger of [caller(server), withKey(server, 'siyu_ak_made_up'), withKey(server, 'x')])
    expect(await stranger.get('/api/me')).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    })
})

test('answers come in the language of the caller', async () => {
  const { body } = await caller(server).get('/api/me', { 'accept-language': 'zh-CN' })
  expect(body.title).toBe('请先登录,或提供 API 密钥。')
  const traditional = await caller(server).get('/api/me', { 'accept-language': 'zh-HK,zh;q=0.9' })
  expect(traditional.body.title).toBe('請先登入，或提供 API 金鑰。')
})

describe('keys', () => {
  test('a key may what its scopes say; a write scope includes reading', async () => {
    const key = withKey(server, await makeKey(server, books.id, ['governance:write']))
    expect((await key.get('/api/keys')).status).toBe(200)
    const weak = withKey(server, await makeKey(server, books.id, ['governance:read']))
    expect(
      await weak.send('POST', '/api/keys', { name: 'x', scopes: ['profile:read'] }),
    ).toMatchObject({ status: 403, body: { code: 'not_allowed', permission: 'governance:write' } })
  })

  test('a key cannot make a stronger one', async () => {
    const key = withKey(server, await makeKey(server, books.id, ['governance:write']))
    const stronger = await key.send('POST', '/api/keys', { name: 'x', scopes: ['people:erase'] })
    expect(stronger).toMatchObject({ status: 403, body: { code: 'beyond_your_own' } })
  })

  test('a key stands for its workspace, whatever the header says', async () => {
    const { body } = await withKey(server, books.api).get('/api/me', { 'x-workspace': tea.id })
    expect(body).toMatchObject({ workspaceId: books.id, workspaces: [{ name: '潮汐书店' }] })
  })

  test('a revoked key is nobody at once', async () => {
    const made = await owner.send(
      'POST',
      '/api/keys',
      { name: 'short-lived', scopes: ['governance:read'] },
      { 'x-workspace': books.id },
    )
    const program = withKey(server, String(made.body.key))
    expect((await program.get('/api/keys')).status).toBe(200)
    const { id } = made.body.view as { id: string }
    await owner.send('DELETE', `/api/keys/${id}`, {}, { 'x-workspace': books.id })
    expect((await program.get('/api/keys')).status).toBe(401)
    const again = await owner.send('DELETE', `/api/keys/${id}`, {}, { 'x-workspace': tea.id })
    expect(again).toMatchObject({ status: 404, body: { code: 'no_such_key' } })
  })

  test('a key revoked by another process stops within the second', async () => {
    const key = await makeKey(server, books.id, ['governance:read'])
    const program = withKey(server, key)
    expect((await program.get('/api/keys')).status).toBe(200)
    await server.rt.database.pool.query(
      `update governance.api_key set revoked_at = now() where prefix = $1`,
      [key.slice(0, 12)],
    )
    wall = addMs(wall, 1_000)
    expect((await program.get('/api/keys')).status).toBe(401)
  })
})

describe('workspaces', () => {
  test('are made by owners and by keys of scope *, and answer keys that work', async () => {
    const made = await withKey(server, books.api).send('POST', '/api/workspaces', {
      name: '咖啡馆',
    })
    expect(made.body).toMatchObject({
      workspace: { name: '咖啡馆', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    })
    const { api } = made.body.keys as { api: string }
    const { body } = await withKey(server, api).get('/api/me')
    expect(body.workspaceId).toBe((made.body.workspace as { id: string }).id)
    const weak = withKey(server, await makeKey(server, books.id, ['governance:write']))
    expect(await weak.send('POST', '/api/workspaces', { name: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'installation_only' },
    })
  })

  test('a bad zone or currency names its field', async () => {
    const { body } = await owner.send('POST', '/api/workspaces', {
      name: 'x',
      timeZone: 'Moon/Crater',
      currency: 'yuan',
    })
    expect((body.errors as { field: string }[]).map((error) => error.field)).toEqual([
      'timeZone',
      'currency',
    ])
  })

  test('a member sees only the workspace they belong to', async () => {
    const admin = withKey(server, tea.api)
    const { password } = await makeMember(server, admin, 'tea@siyu.test', 'admin')
    const member = await signedIn(server, 'tea@siyu.test', password)
    expect(itemsOf(await member.get('/api/workspaces')).map((w) => w.name)).toEqual(['茶铺'])
    const foreign = { 'x-workspace': books.id }
    expect((await member.get('/api/members', foreign)).status).toBe(403)
    expect((await member.get('/api/keys', foreign)).status).toBe(403)
    expect((await member.get('/api/members', { 'x-workspace': 'nonsense' })).status).toBe(403)
    expect((await member.send('POST', '/api/workspaces', { name: 'x' })).status).toBe(403)
  })
})

describe('members', () => {
  test('what a role may is what the answer says it may', async () => {
    const admin = withKey(server, books.api)
    const { password } = await makeMember(server, admin, 'analyst@siyu.test', 'analyst')
    const analyst = await signedIn(server, 'analyst@siyu.test', password)
    expect(await analyst.get('/api/members')).toMatchObject({
      status: 403,
      body: { permission: 'governance:read' },
    })
    const { body } = await analyst.get('/api/roles')
    const roles = body.roles as { role: string; permissions: string[] }[]
    const me = await analyst.get('/api/me')
    expect(me.body.permissions).toEqual(roles.find((it) => it.role === 'analyst')?.permissions)
  })

  test('a link sets one password once', async () => {
    const invited = await withKey(server, books.api).send('POST', '/api/members', {
      email: 'once@siyu.test',
      name: 'Once',
      role: 'guide',
    })
    const token = String(invited.body.passwordUrl).split('#')[1]
    const use = () =>
      caller(server).send('POST', '/api/password-links/use', { token, password: 'long enough pw' })
    const uses = await Promise.all([use(), use(), use()])
    expect(uses.map((it) => String(it.status)).toSorted()).toEqual(['200', '410', '410'])
  })

  test('inviting somebody who has an account gives no way into it', async () => {
    const invited = await withKey(server, books.api).send('POST', '/api/members', {
      email: OWNER.email,
      name: 'Me',
      role: 'guide',
    })
    expect(invited.body.passwordUrl).toBeNull()
    const { userId } = invited.body.member as { userId: string }
    const weak = withKey(server, await makeKey(server, books.id, ['governance:write']))
    const reset = await weak.send('POST', `/api/members/${userId}/password-link`, {})
    expect(reset).toMatchObject({ status: 403, body: { code: 'installation_only' } })
  })

  test('whoever belongs nowhere any more is erased', async () => {
    const key = withKey(server, books.api)
    const { userId, password } = await makeMember(server, key, 'gone@siyu.test', 'guide')
    const guide = await signedIn(server, 'gone@siyu.test', password)
    expect((await guide.get('/api/me')).status).toBe(200)
    await key.send('DELETE', `/api/members/${userId}`, {})
    expect((await guide.get('/api/me')).status).toBe(401)
    const { rows } = await server.rt.database.pool.query(
      'select 1 from governance.app_user where id = $1',
      [userId],
    )
    expect(rows).toEqual([])
  })

  test('the last admin stays, even when two leave at once', async () => {
    const { id, api } = await makeWorkspace(server, '两位管理员')
    const key = withKey(server, api)
    const a = await makeMember(server, key, 'a@siyu.test', 'admin')
    const b = await makeMember(server, key, 'b@siyu.test', 'admin')
    const left = await Promise.all([
      key.send('DELETE', `/api/members/${a.userId}`, {}),
      key.send('PATCH', `/api/members/${b.userId}`, { role: 'guide' }),
    ])
    expect(left.map((it) => String(it.status)).toSorted()).toEqual(['200', '409'])
    const { rows } = await server.rt.database.pool.query(
      `select 1 from governance.membership where workspace_id = $1 and role = 'admin'`,
      [id],
    )
    expect(rows).toHaveLength(1)
  })
})

describe('the clock', () => {
  test('goes forward only, and only for the installation', async () => {
    const key = withKey(server, books.api)
    const { body } = await key.get('/api/clock')
    expect(body).toMatchObject({ clock: 'virtual', now: '2026-03-02T02:00:00.000Z' })
    const moved = await key.send('PUT', '/api/clock', { now: '2026-03-03T10:00:00+08:00' })
    expect(moved.body.now).toBe('2026-03-03T02:00:00.000Z')
    const back = await key.send('PUT', '/api/clock', { now: '2026-03-02T10:00:00Z' })
    expect(back).toMatchObject({ status: 409, body: { code: 'clock_goes_forward' } })
    const weak = withKey(server, await makeKey(server, books.id, ['governance:write']))
    expect((await weak.send('PUT', '/api/clock', { now: '2026-04-01T00:00:00Z' })).status).toBe(403)
  })
})
