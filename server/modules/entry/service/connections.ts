import { createTransport } from 'nodemailer'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { PlatformFault } from '#wechat/http.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { ConnectionView } from '../contract/views.ts'
import { CONNECTIONS, SECRETS, splitSecrets } from '../model/connection.ts'
import type { Connection, ConnectionInput } from '../model/connection.ts'
import * as store from '../store/connections.ts'
import type { ConnectionRow } from '../store/connections.ts'
import { officialAccountOf, wecomOf } from './clients.ts'

const refuse = refusals(ENTRY_REFUSALS)

const MUST_BE_GIVEN = { 'zh-CN': '不能为空', 'zh-TW': '不能為空', en: 'must be given' } as const

export async function listConnections(ctx: Ctx) {
  return { items: (await store.connections(ctx)).map((row) => viewOf(ctx, row)) }
}

export function saveConnection(ctx: Ctx, input: ConnectionInput): Promise<ConnectionView> {
  return ctx.transact(async (tx) => {
    const { kind, name, ...fields } = input
    const before = await store.connectionOfKind(tx, kind)
    const { settings, secrets } = splitSecrets(kind, fields, before ? secretsOf(tx, before) : {})
    const whole = CONNECTIONS[kind].safeParse({ ...settings, ...secrets })
    if (!whole.success) {
      const field = String(whole.error.issues[0]?.path[0])
      const reason = MUST_BE_GIVEN[tx.locale]
      return refuse.secret_missing({ field }, [{ field, reason }])
    }
    const row = await store.saveConnection(tx, {
      kind,
      name: name ?? before?.name ?? kind,
      settings,
      secretsSealed: tx.secrets.seal(JSON.stringify(secrets)),
    })
    await audit(tx, {
      action: 'entry.connection_saved',
      subjectKind: 'connection',
      subjectId: row.id,
      detail: { kind, fields: Object.keys(fields) },
    })
    return viewOf(tx, row)
  })
}

const secretsOf = (ctx: Pick<Ctx, 'secrets'>, row: ConnectionRow): Record<string, unknown> =>
  JSON.parse(ctx.secrets.open(row.secrets_sealed)) as Record<string, unknown>

/** A row with its secrets open; what was saved was whole, so reading it cannot fail. */
export function opened(ctx: Pick<Ctx, 'secrets'>, row: ConnectionRow): Connection {
  const fields = CONNECTIONS[row.kind].parse({ ...row.settings, ...secretsOf(ctx, row) })
  return { id: row.id, kind: row.kind, name: row.name, ...fields } as Connection
}

/** Asks the platform for a token, the gateway for a hello: nothing reaches anybody. */
export async function testConnection(ctx: Ctx, { id }: { id: string }): Promise<ConnectionView> {
  const row = (await store.connections(ctx)).find((it) => it.id === id)
  if (!row) return refuse.no_such_connection({ id })
  const result = await tryOut(ctx, opened(ctx, row))
  return viewOf(ctx, (await store.keepTest(ctx, id, result)) ?? row)
}

interface TestResult {
  ok: boolean
  says: string
}

async function tryOut(ctx: Ctx, connection: Connection): Promise<TestResult> {
  try {
    switch (connection.kind) {
      case 'wecom':
        return verdictOf(await wecomOf(ctx, connection).obtainToken())
      case 'official_account':
        return verdictOf(await officialAccountOf(ctx, connection).obtainToken())
      case 'sms':
        return await tryGateway(connection)
      case 'email':
        return await tryMailer(connection)
    }
  } catch (error) {
    // Swallowed because not being reachable is the answer to this question.
    const says = error instanceof PlatformFault || error instanceof Error ? error.message : ''
    return { ok: false, says: says.slice(0, 300) }
  }
}

const verdictOf = (
  outcome: { kind: 'ok' } | { kind: 'refused'; code: number; says: string },
): TestResult =>
  outcome.kind === 'ok'
    ? { ok: true, says: 'ok' }
    : { ok: false, says: `${outcome.code} ${outcome.says}`.slice(0, 300) }

const PATIENCE_MS = 5_000

/** HEAD sends no text; a gateway that knows no HEAD still says whether it knows the key. */
async function tryGateway({ url, key }: Connection<'sms'>): Promise<TestResult> {
  const { status } = await fetch(url, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  return { ok: status !== 401 && status !== 403 && status < 500, says: `HTTP ${status}` }
}

async function tryMailer(connection: Connection<'email'>): Promise<TestResult> {
  const { host, port, user, password } = connection
  const mailer = createTransport({
    host,
    port,
    secure: port === 465,
    connectionTimeout: PATIENCE_MS,
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
  })
  try {
    await mailer.verify()
    return { ok: true, says: 'ok' }
  } finally {
    mailer.close()
  }
}

const HAS_CALLBACK = { wecom: true, official_account: true, sms: false, email: false } as const

function viewOf(ctx: Ctx, row: ConnectionRow): ConnectionView {
  const names: readonly string[] = SECRETS[row.kind]
  const kept = Object.keys(secretsOf(ctx, row)).filter((key) => names.includes(key))
  const path = row.kind === 'wecom' ? 'wecom' : 'official-account'
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    settings: row.settings,
    secretsKept: kept,
    callbackUrl: HAS_CALLBACK[row.kind] ? `${ctx.publicUrl}/callbacks/${path}/${row.id}` : null,
    testedAt: row.tested_at?.toISOString() ?? null,
    testOk: row.test_ok,
    testSays: row.test_says,
    updatedAt: row.updated_at.toISOString(),
  }
}
