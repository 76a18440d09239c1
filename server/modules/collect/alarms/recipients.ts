import { z } from 'zod'
import type { Locale } from '#kernel/locale.ts'
import { refusals } from '#kernel/refusal.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { RECIPIENT_REFUSALS } from '../contract/alarms.ts'
import * as store from '../store/notices.ts'
import type { AlarmCarrier } from '../store/notices.ts'
import { bodyOf } from './notices.ts'

const refuse = refusals(RECIPIENT_REFUSALS)
const SHOWN = 50

export async function alarmRecipients(ctx: Ctx) {
  const rows = await store.recipientsOf(ctx.db, ctx.workspaceId)
  const notices = await store.noticesOf(ctx.db, ctx.workspaceId, SHOWN)
  return {
    items: rows.map(({ carrier, address, locale, updated_at: at, updated_by: updatedBy }) => ({
      ...{ carrier, address, locale, updatedAt: at.toISOString(), updatedBy },
    })),
    notices: notices.map((row) => ({
      ...{ id: row.id, carrier: row.carrier, address: row.address, about: row.about },
      ...{ at: row.at.toISOString(), state: row.state, attempts: row.attempts, error: row.error },
      alarms: countIn(row.body),
      sentAt: row.sent_at?.toISOString() ?? null,
    })),
  }
}

const countIn = ({ alarms, more }: Record<string, unknown>): number =>
  (Array.isArray(alarms) ? alarms.length : 0) + Number(more ?? 0)

const ADDRESS: Readonly<Record<AlarmCarrier, z.ZodType>> = {
  webhook: z.url({ protocol: /^https?$/ }),
  email: z.email(),
}

export async function saveAlarmRecipient(
  ctx: Ctx,
  { carrier, address, locale }: { carrier: AlarmCarrier; address: string; locale: Locale },
): Promise<{ secret: string | null }> {
  if (!ADDRESS[carrier].safeParse(address).success)
    return refuse.bad_address({ field: 'address', address: address.slice(0, 100) })
  const secret =
    carrier === 'webhook' ? `whsec_${Buffer.from(ctx.randomBytes(24)).toString('base64url')}` : null
  await ctx.transact(async (tx) => {
    await store.saveRecipient(tx.db, tx.workspaceId, {
      ...{ carrier, address, locale, updated_at: tx.now, updated_by: actorName(tx) },
      secret_sealed: secret === null ? null : tx.secrets.seal(secret),
    })
    await auditIt(tx, 'collect.alarm_recipient_saved', carrier)
  })
  return { secret }
}

export async function removeAlarmRecipient(ctx: Ctx, { carrier }: { carrier: AlarmCarrier }) {
  await ctx.transact(async (tx) => {
    await store.removeRecipient(tx.db, tx.workspaceId, carrier)
    await auditIt(tx, 'collect.alarm_recipient_removed', carrier)
  })
  return { removed: true as const }
}

const auditIt = (ctx: Ctx, action: string, carrier: AlarmCarrier): Promise<void> =>
  audit(ctx, { action, subjectKind: 'alarm_recipient', subjectId: carrier })

export async function testAlarmRecipient(ctx: Ctx, { carrier }: { carrier: AlarmCarrier }) {
  const to = (await store.recipientsOf(ctx.db, ctx.workspaceId)).find(
    (one) => one.carrier === carrier,
  )
  if (!to) return refuse.no_recipient()
  const id = ctx.newId()
  await ctx.transact(async (tx) => {
    const body = { ...bodyOf(tx, 'UTC', 'test', []), locale: to.locale }
    const notice = { id, carrier, address: to.address, about: 'test', body } as const
    await store.insertNotice(tx.db, tx.workspaceId, { ...notice, at: tx.now })
    tx.wake(carrier === 'webhook' ? 'collect.notices' : 'deliver.alarm_mail')
  })
  return { noticeId: id }
}
