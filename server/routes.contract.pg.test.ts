import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MODULES } from '#kernel/route.ts'
import { GRANTS } from '#modules/governance/model/roles.ts'
import { caller, makeKey, withKey } from '#modules/governance/testing.ts'
import type { Caller } from '#modules/governance/testing.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { routes } from './testing/routes.ts'
import type { Route } from './testing/routes.ts'
import { outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'

/** Every promise that all routes share, tried on each of them: a new route is tried on arrival. */

const named = routes.map((route) => [`${route.name} ${route.method} ${route.path}`, route] as const)
const guarded = named.filter(([, { may }]) => may !== 'public')
const granted = guarded.filter(([, { may }]) => may !== 'signed_in')

const UUID = '0190a000-0000-7000-8000-00000000dead'
const pathParams = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
const filled = (path: string, values: Record<string, string> = {}) =>
  `/api${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? UUID))}`

let server: TestServer
let own: Outsider

beforeAll(async () => {
  server = await testServer()
  own = await outsider(server, '潮汐书店')
})
afterAll(() => server[Symbol.asyncDispose]())

const call = (who: Caller, { method }: Route, path: string, input: object, locale = 'en') => {
  const headers = { 'accept-language': locale }
  if (method !== 'GET') return who.send(method, path, input, headers)
  const query = new URLSearchParams(
    Object.fromEntries(Object.entries(input).map(([field, value]) => [field, String(value)])),
  )
  return who.get(`${path}?${query}`, headers)
}

const isProblem = (answer: { status: number; headers: Headers; body: object }, status: number) => {
  expect(answer).toMatchObject({ status, body: { status } })
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  for (const field of ['type', 'title', 'code']) expect(answer.body).toHaveProperty(field)
}

describe('who may', () => {
  test.each(named)('%s says which permission it needs', (_, { may }) => {
    expect(['public', 'signed_in', ...GRANTS]).toContain(may)
  })

  test.each(guarded)('%s tells a stranger to sign in', async (_, route) => {
    for (const stranger of [caller(server), withKey(server, 'siyu_ak_nobody')]) {
      const answer = await call(stranger, route, filled(route.path), {})
      isProblem(answer, 401)
      expect(answer.body.code).toBe('not_signed_in')
    }
  })

  test('every route refuses a key that lacks its scope, and names the scope', async () => {
    const keys = new Map<string, Caller>()
    for (const [title, route] of granted) {
      // The nearest scope that does not suffice: reading does not write, one module is not another.
      const [module] = route.may.split(':')
      const near = route.may.endsWith(':write') ? `${module}:read` : ''
      const other = MODULES.find((it) => it !== module)
      for (const scope of [near, `${other}:write`].filter(Boolean)) {
        const key =
          keys.get(scope) ??
          withKey(
            server,
            await makeKey(server, own.workspaceId, [scope as (typeof GRANTS)[number]]),
          )
        keys.set(scope, key)
        const answer = await call(key, route, filled(route.path), {})
        expect([title, answer.status, answer.body.code]).toEqual([title, 403, 'not_allowed'])
        expect(answer.body.permission).toBe(route.may)
      }
    }
  })
})

/** The first values of a field's that no schema of ours takes, as far as it can be told. */
const NONSENSE: readonly unknown[] = [{ nonsense: [1] }, 'x'.repeat(6_000), -1.5, true, [[{}]], '']
const NONSENSE_IN_ADDRESS = ['!', 'x'.repeat(6_000), '-1.5']

interface Shape {
  properties?: Record<string, { const?: unknown }>
}

/** Every field, with what else must be said so that it is looked at: which variant is meant. */
function fieldsOf(schema: z.ZodType): { field: string; beside: object }[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const shapes = [json, ...(json.anyOf ?? json.oneOf ?? [])] as Shape[]
  return shapes.flatMap(({ properties = {} }) => {
    const said = Object.entries(properties).filter(([, it]) => it.const !== undefined)
    const beside = Object.fromEntries(said.map(([name, it]) => [name, it.const]))
    return Object.keys(properties).map((field) => ({ field, beside }))
  })
}

describe('bad input', () => {
  const withFields = named.filter(([, { input }]) => fieldsOf(input).length > 0)

  test.each(withFields)('%s names every bad field, in the caller’s language', async (_, route) => {
    const params = pathParams(route.path)
    const fields = fieldsOf(route.input)
    const silent: string[] = []
    for (const { field, beside } of fields) {
      const inAddress = params.includes(field)
      const inText = inAddress || route.method === 'GET'
      let heard = false
      for (const value of inText ? NONSENSE_IN_ADDRESS : NONSENSE) {
        const path = filled(route.path, inAddress ? { [field]: String(value) } : {})
        const input = inAddress ? {} : { ...beside, [field]: value }
        const [zh, en] = [
          await call(own, route, path, input, 'zh-CN'),
          await call(own, route, path, input, 'en'),
        ]
        expect(zh.status).toBeLessThan(500)
        expect(en.status).toBe(zh.status)
        if (zh.status !== 400) continue
        isProblem(zh, 400)
        const told = (body: Record<string, unknown>) =>
          (body.errors as { field: string; reason: string }[]).find(
            (it) => it.field === field || it.field.startsWith(`${field}.`),
          )
        const [reasonZh, reasonEn] = [told(zh.body)?.reason, told(en.body)?.reason]
        if (reasonZh === undefined) continue
        heard = true
        expect(zh.body.title).toBe('输入有误。')
        expect(en.body.title).toBe('The input is not valid.')
        expect(`${field}: ${reasonZh}`).toMatch(/[\u4e00-\u9fff]/)
        expect(reasonEn).toMatch(/^[^\u4e00-\u9fff]*[A-Za-z]{2}[^\u4e00-\u9fff]*$/)
        break
      }
      if (!heard) silent.push(field)
    }
    // An opaque cursor of anything means the first page; everything else has limits.
    expect(silent.filter((field) => field !== 'cursor')).toEqual([])
  })

  test('a body too deep or too large to be told again is refused, whatever the route', async () => {
    const text = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    for (const [, route] of named.filter(
      ([, { method, may }]) => method !== 'GET' && may !== 'public',
    )) {
      const send = (headers: Record<string, string>, body: string) =>
        server.app.request(filled(route.path), {
          ...{ method: route.method, body },
          headers: {
            ...{ 'content-type': 'application/json', authorization: `Bearer ${own.apiKey}` },
            ...headers,
          },
        })
      const tooDeep = await send({}, `{"name":"x","properties":${text}}`)
      expect([route.name, tooDeep.status]).toEqual([route.name, 400])
      const tooLarge = await send({ 'content-length': '200000000' }, '{}')
      expect([route.name, tooLarge.status]).toEqual([route.name, 413])
    }
  })

  test('a body that is no JSON is told so, whatever the route', async () => {
    for (const [title, route] of named.filter(([, { method }]) => method !== 'GET')) {
      const answer = await server.app.request(filled(route.path), {
        method: route.method,
        body: '{"name":',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${own.apiKey}` },
      })
      const { status, headers } = answer
      isProblem({ status, headers, body: (await answer.json()) as object }, 400)
      expect(title).not.toBe('')
    }
  })
})

describe('instants', () => {
  const instantsOf = ({ input }: Route): [string, boolean][] => {
    const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
    return Object.entries(properties).flatMap(([field, it]) =>
      typeof it === 'object' && it.format === 'date-time'
        ? [[field, new RegExp(it.pattern ?? '').test('2026-03-02T10:00:00+08:00')] as const]
        : [],
    ) as [string, boolean][]
  }
  const withInstants = routes.filter(
    // Moving time to the year 9999 is what that route is for.
    (route) => instantsOf(route).length > 0 && route.name !== 'governance.moveClock',
  )

  test('may be told in the caller’s own zone, wherever one is asked for', () => {
    const deaf = withInstants.flatMap((route) =>
      instantsOf(route).flatMap(([field, hears]) => (hears ? [] : [`${route.name} ${field}`])),
    )
    expect(deaf).toEqual([])
  })

  test.each([
    ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z'],
    ['1899-12-31T23:59:59Z', '2300-01-01T00:00:00Z'],
  ])('from %s to %s are no fault of ours on any route', async (from, to) => {
    for (const route of withInstants) {
      const input: Record<string, unknown> = {
        ...{ from, to, steps: [{ event: 'a' }, { event: 'b' }], dimension: 'post', model: 'first' },
        ...{ step: 1, who: 'reached', key: '', predicate: { kind: 'tag', tag: 'x' } },
      }
      for (const [field] of instantsOf(route)) input[field] ??= to
      for (const asOf of [from, to]) {
        const asked = 'asOf' in input ? { ...input, asOf } : input
        const { status, body } = await call(
          own,
          route,
          filled(route.path, { personId: '1' }),
          asked,
        )
        expect([route.name, status < 500, body.code]).toEqual([route.name, true, body.code])
      }
    }
  })
})

interface Operation {
  operationId: string
  parameters?: { in: string; name: string; required?: boolean }[]
  responses: Record<string, unknown>
  requestBody?: unknown
  servers?: { url: string }[]
}

describe('the OpenAPI document', () => {
  let document: {
    openapi: string
    info: object
    paths: Record<string, Record<string, Operation>>
  }
  let operations: (Operation & { path: string; method: string })[]

  beforeAll(async () => {
    const response = await server.app.request('/api/openapi.json')
    document = (await response.json()) as typeof document
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, it]) => ({ ...it, path, method })),
    )
  })

  test('is 3.1 and holds every route once', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    const ours = operations.filter(({ servers }) => servers === undefined)
    expect(ours.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`).toSorted(),
    )
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every(Boolean)).toBe(true)
  })

  test('holds what is no JSON route too: health and every address of the collector', async () => {
    const others = operations.filter(({ servers }) => servers?.[0]?.url === '/')
    const said = others.map(({ method, path }) => `${method} ${path}`)
    expect(said).toEqual(expect.arrayContaining(['get /health', 'post /v1/batch', 'get /sa.gif']))
    const registered = new Set(
      server.app.routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`),
    )
    const asHono = said.map((place) => place.replaceAll(/\{(\w+)\}/g, ':$1'))
    expect(asHono.filter((place) => !registered.has(place))).toEqual([])
  })

  test('refers to nothing that is not in it', () => {
    const dangling: string[] = []
    const visit = (node: unknown, at: string): void => {
      if (typeof node !== 'object' || node === null) return
      const { $ref } = node as { $ref?: unknown }
      if (typeof $ref === 'string') {
        const target = $ref
          .replace(/^#\//, '')
          .split('/')
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
          .reduce<unknown>(
            (it, key) => (it as Record<string, unknown> | undefined)?.[key],
            document,
          )
        if (!$ref.startsWith('#/') || target === undefined) dangling.push(`${at} → ${$ref}`)
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${at}/${key}`)
    }
    visit(document, '')
    expect(dangling).toEqual([])
  })

  test('declares every parameter of every path, and an answer for every operation', () => {
    for (const { path, method, parameters = [], responses } of operations) {
      const declared = parameters.filter((it) => it.in === 'path')
      expect([path, declared.map(({ name }) => name).toSorted()]).toEqual([
        path,
        pathParams(path).toSorted(),
      ])
      expect(declared.every(({ required }) => required === true)).toBe(true)
      expect([path, method, Object.keys(responses).length > 0]).toEqual([path, method, true])
    }
  })
})
