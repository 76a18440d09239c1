import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import type { Role } from './model/roles.ts'
import {
  OWNER,
  makeKey,
  makeMember,
  makeOwner,
  makeWorkspace,
  signedIn,
  withKey,
} from './testing.ts'
import type { Answer, Caller } from './testing.ts'

let server: TestServer
let workspaceId: string
let admin: Caller
let lin: Caller
let ke: Caller
let linId: string

const inside = (who: Caller): Caller => ({
  get: (path) => who.get(path, { 'x-workspace': workspaceId }),
  send: (method, path, body) => who.send(method, path, body, { 'x-workspace': workspaceId }),
})

async function member(email: string, role: Role) {
  const { userId, password } = await makeMember(server, admin, email, role)
  return { userId, who: inside(await signedIn(server, email, password)) }
}

beforeAll(async () => {
  server = await testServer()
  workspaceId = (await makeWorkspace(server, '潮汐书店')).id
  await makeOwner(server)
  admin = inside(await signedIn(server, OWNER.email, OWNER.password))
  const made = await member('lin@siyu.test', 'analyst')
  ;[lin, linId] = [made.who, made.userId]
  ke = (await member('ke@siyu.test', 'guide')).who
})
afterAll(() => server[Symbol.asyncDispose]())

const paying = { list: 'people', search: { stage: ['paying'], sort: ['-paid'] }, columns: ['name'] }
const save = (who: Caller, name: string, more: object = {}) =>
  who.send('POST', '/api/views', { ...paying, name, ...more })
const idOf = ({ status, body }: Answer): string => {
  expect([status, body]).toEqual([200, body])
  return String(body.id)
}
const seenBy = async (who: Caller) =>
  ((await who.get('/api/views?list=people')).body.items as { name: string }[]).map(
    ({ name }) => name,
  )

test('an own view is its maker’s alone, the team’s view is everybody’s in this workspace', async () => {
  expect(await save(lin, '付费')).toMatchObject({
    status: 200,
    body: { ...paying, name: '付费', isShared: false, isMine: true, mayChange: true },
  })
  await save(lin, '大家的', { isShared: true })
  expect(await seenBy(lin)).toEqual(['付费', '大家的'].toSorted())
  expect(await seenBy(ke)).toEqual(['大家的'])
  const elsewhere = await makeWorkspace(server, '隔壁')
  const next = await withKey(server, elsewhere.api).get('/api/views?list=people')
  expect(next.body.items).toEqual([])
})

test('a name is used once per list and person', async () => {
  idOf(await save(lin, '一次'))
  expect(await save(lin, '一次')).toMatchObject({ status: 409, body: { code: 'view_name_taken' } })
  idOf(await save(ke, '一次'))
  idOf(await lin.send('POST', '/api/views', { ...paying, list: 'orders', name: '一次' }))
})

test('what was typed into the search box is not kept', async () => {
  expect(await save(lin, '某人', { search: { q: ['13912345678'] } })).toMatchObject({
    status: 400,
    body: { code: 'bad_input' },
  })
})

test('from another workspace a view is unknown, to its own maker and to an owner', async () => {
  const id = idOf(await save(admin, '墙', { isShared: true }))
  const next = { 'x-workspace': (await makeWorkspace(server, '墙外')).id }
  const owner = await signedIn(server, OWNER.email, OWNER.password)
  for (const [method, path] of [
    ['PATCH', `/api/views/${id}`],
    ['DELETE', `/api/views/${id}`],
    ['POST', `/api/views/${id}/restore`],
  ] as const)
    expect((await owner.send(method, path, {}, next)).status).toBe(404)
  const chosen = { list: 'people', viewId: id }
  expect((await owner.send('PUT', '/api/views/default', chosen, next)).status).toBe(404)
})

test('a key has no views of its own', async () => {
  const key = withKey(server, await makeKey(server, workspaceId, ['profile:read']))
  expect(await save(key, 'x')).toMatchObject({ status: 403, body: { code: 'people_only' } })
})

describe('the team’s view', () => {
  test('is changed by its maker and by an admin, and by nobody else', async () => {
    const id = idOf(await save(lin, '团队', { isShared: true }))
    const rename = (who: Caller, name: string) => who.send('PATCH', `/api/views/${id}`, { name })
    expect(await rename(ke, 'x')).toMatchObject({ status: 403, body: { code: 'not_yours' } })
    expect(await rename(lin, '团队二')).toMatchObject({ status: 200, body: { name: '团队二' } })
    expect(await rename(admin, '团队三')).toMatchObject({ status: 200, body: { name: '团队三' } })
  })

  test('is removed, and brought back by an undo', async () => {
    const id = idOf(await save(lin, '撤销', { isShared: true }))
    expect((await lin.send('DELETE', `/api/views/${id}`, {})).status).toBe(200)
    expect(await seenBy(ke)).not.toContain('撤销')
    expect((await lin.send('DELETE', `/api/views/${id}`, {})).status).toBe(404)
    expect((await lin.send('POST', `/api/views/${id}/restore`, {})).status).toBe(200)
    expect(await seenBy(ke)).toContain('撤销')
  })

  test('leaves a trail', async () => {
    const { items } = (await admin.get('/api/audit?action=governance.view')).body as {
      items: { action: string }[]
    }
    const actions = new Set(items.map(({ action }) => action))
    for (const act of ['saved', 'changed', 'removed', 'restored'])
      expect(actions).toContain(`governance.view_${act}`)
  })
})

test('somebody else’s own view is not there, whoever asks', async () => {
  const id = idOf(await save(lin, '我的'))
  for (const who of [ke, admin]) {
    expect((await who.send('PATCH', `/api/views/${id}`, { name: 'x' })).status).toBe(404)
    const asked = await who.send('PUT', '/api/views/default', { list: 'people', viewId: id })
    expect(asked).toMatchObject({ status: 404, body: { code: 'no_such_view' } })
  }
})

test('everybody chooses her own view to begin with, one per list', async () => {
  const [a, b] = [
    idOf(await save(lin, '甲', { isShared: true })),
    idOf(await save(lin, '乙', { isShared: true })),
  ]
  const choose = (who: Caller, viewId: string | null) =>
    who.send('PUT', '/api/views/default', { list: 'people', viewId })
  const begins = async (who: Caller) =>
    ((await who.get('/api/views?list=people')).body.items as { id: string; isDefault: boolean }[])
      .filter(({ isDefault }) => isDefault)
      .map(({ id }) => id)
  await choose(lin, a)
  await choose(ke, b)
  expect([await begins(lin), await begins(ke)]).toEqual([[a], [b]])
  await choose(lin, b)
  expect(await begins(lin)).toEqual([b])
  await choose(lin, null)
  expect(await begins(lin)).toEqual([])
})

test('a removed view is gone for good a month later', async () => {
  const id = idOf(await save(ke, '旧的'))
  const newer = idOf(await save(ke, '新的'))
  await ke.send('DELETE', `/api/views/${id}`, {})
  await server.moveTo(addDays(server.clock.now(), 31))
  await ke.send('DELETE', `/api/views/${newer}`, {})
  expect((await ke.send('POST', `/api/views/${id}/restore`, {})).status).toBe(404)
  expect((await ke.send('POST', `/api/views/${newer}/restore`, {})).status).toBe(200)
})

test('when a member leaves, her own views go and what she shared becomes the team’s', async () => {
  const id = idOf(await save(lin, '留下', { isShared: true }))
  await admin.send('DELETE', `/api/members/${linId}`, {})
  expect(await seenBy(ke)).toContain('留下')
  const rename = (who: Caller) => who.send('PATCH', `/api/views/${id}`, { name: '留下的' })
  expect((await rename(ke)).status).toBe(403)
  expect(await rename(admin)).toMatchObject({ status: 200, body: { madeBy: null } })
})
