import { ORPCError, ValidationError } from '@orpc/contract'
import type { AnyContractProcedure } from '@orpc/contract'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { implement } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { z } from 'zod'
import { must } from '#kernel/assert.ts'
import { MAX_LEVELS, tooDeep } from '#kernel/depth.ts'
import { localeOf } from '#kernel/locale.ts'
import type { Locale } from '#kernel/locale.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { RouteMeta } from '#kernel/route.ts'
import { QueryTooLarge } from '../clickhouse/clickhouse.ts'
import type { Actor, Ctx } from '../ctx.ts'
import type { Authenticated } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { Stopping } from '../stopping.ts'
import { fieldErrors, problem, problemOfRefusal, problemResponse } from './problem.ts'
import type { Problem } from './problem.ts'

/** What every call knows before its verb runs. */
interface Call {
  rt: Runtime
  who: Authenticated
  locale: Locale
  request: Request
  responseHeaders: Headers
  address: string
}

/** Stands for "no workspace" in routes that are outside of all of them. */
export const NO_WORKSPACE = '00000000-0000-0000-0000-000000000000'

/** All modules' contracts as one router below /api: permission → validation → verb → problem. */
export function createApi(rt: Runtime) {
  const router = Object.fromEntries(
    rt.modules
      .filter((module) => module.contract)
      .map((module) => [
        module.name,
        Object.fromEntries(
          Object.entries(module.contract ?? {}).map(([key, procedure]) => [
            key,
            mount(procedure, must(module.handlers?.[key], `handler ${module.name}.${key}`)),
          ]),
        ),
      ]),
  )
  const handler = new OpenAPIHandler<Call>(router as never, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    customErrorResponseBodyEncoder: (error) => error.data,
  })
  return async function answer(request: Request, address = ''): Promise<Response> {
    const locale = localeOf(request.headers.get('accept-language'))
    if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES)
      return problemResponse(problem('too_large', locale))
    const who = await authenticate(rt, request)
    const responseHeaders = new Headers()
    const call: Call = { rt, who, locale, request, responseHeaders, address }
    const { matched, response } = await handler.handle(request, { prefix: '/api', context: call })
    if (!matched) return problemResponse(problem('no_such_route', locale))
    // What could not even be read never came to a verb, so it was told in no form of ours.
    if (response.status === 400 && !(await isOurs(response)))
      return problemResponse(problem('bad_json', locale))
    const headers = new Headers(response.headers)
    for (const [key, value] of responseHeaders) headers.append(key, value)
    if (response.status >= 400)
      headers.set('content-type', 'application/problem+json; charset=utf-8')
    return new Response(response.body, { status: response.status, headers })
  }
}

/** 20 million characters of CSV, the most that any route takes, three bytes each. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

async function isOurs(response: Response): Promise<boolean> {
  const told = (await response.clone().json()) as Partial<Problem>
  return typeof told.type === 'string'
}

const NOBODY: Authenticated = {
  actor: { kind: 'nobody', permissions: new Set() },
  workspaceId: undefined,
}

async function authenticate(rt: Runtime, request: Request): Promise<Authenticated> {
  for (const module of rt.modules) if (module.authenticate) return module.authenticate(rt, request)
  return NOBODY
}

/** Input and output are checked inside of our middleware: permission first, problems in our form. */
const AFTER_OURS = { initialInputValidationIndex: 1, initialOutputValidationIndex: 1 }

function mount(
  procedure: AnyContractProcedure,
  verb: (ctx: Ctx, input: never) => Promise<unknown>,
) {
  const meta = procedure['~orpc'].meta as RouteMeta
  return implement(procedure, AFTER_OURS)
    .$context<Call>()
    .use(async ({ context, next, path }, input) => {
      const { rt, locale } = context
      try {
        mayOrThrow(meta, context)
        if (tooDeep(input)) throw new Denied(problem('too_deep', locale, { levels: MAX_LEVELS }))
        return await next()
      } catch (error) {
        const p = problemOf(error, locale, rt, path.join('.'))
        throw new ORPCError(p.code, { status: p.status, message: p.title, data: p })
      }
    })
    .handler(async ({ context, input }) => {
      const { rt, who, locale } = context
      const ctx = rt.ctx(who.workspaceId ?? NO_WORKSPACE, { actor: who.actor, locale })
      const { request, responseHeaders, address } = context
      const http = { request, responseHeaders, address }
      return (await verb({ ...ctx, http }, input as never)) as never
    })
}

/** Thrown where the middleware turns it into an answer at once. */
class Denied extends Error {
  readonly problem: Problem
  constructor(p: Problem) {
    super(p.title)
    this.problem = p
  }
}

function mayOrThrow(meta: RouteMeta, { who, locale, request }: Call): void {
  if (meta.may === 'public') return
  if (who.actor.kind === 'nobody') throw new Denied(problem('not_signed_in', locale))
  if (who.actor.kind === 'user' && request.method !== 'GET' && !request.headers.has('x-siyu-csrf'))
    throw new Denied(problem('csrf', locale))
  if (!may(who.actor, meta.may))
    throw new Denied(problem('not_allowed', locale, { permission: meta.may }))
  if (!meta.outsideWorkspace && !who.workspaceId) throw new Denied(problem('no_workspace', locale))
}

/** A write permission includes its read. */
export const may = (actor: Actor, permission: string): boolean =>
  permission === 'signed_in' ||
  actor.permissions.has('*') ||
  actor.permissions.has(permission) ||
  (permission.endsWith(':read') && actor.permissions.has(permission.replace(/read$/, 'write')))

function problemOf(error: unknown, locale: Locale, rt: Runtime, route: string): Problem {
  if (error instanceof Denied) return error.problem
  if (error instanceof Refusal) return problemOfRefusal(error, locale)
  if (error instanceof QueryTooLarge) return problem('question_too_large', locale)
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const issues = error.cause instanceof ValidationError ? error.cause.issues : []
    return problem('bad_input', locale, {}, fieldErrors(issues as z.core.$ZodIssue[], locale))
  }
  if (error instanceof Stopping) return problem('stopping', locale)
  const reference = Buffer.from(rt.randomBytes(6)).toString('hex')
  rt.log.error({ err: error, route, reference }, 'a route failed')
  return problem('our_fault', locale, { reference })
}
