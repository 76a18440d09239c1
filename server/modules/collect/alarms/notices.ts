import { LOCALES } from '#kernel/locale.ts'
import type { Locale, Says } from '#kernel/locale.ts'
import { daysBefore } from '#kernel/time.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { causeIn } from '../model/alarm/causes.ts'
import { alarmIn } from '../model/alarm/says.ts'
import type { NewAlarm } from '../store/alarms.ts'
import * as store from '../store/notices.ts'
import { NotTaken, post, signatureOf } from './post.ts'

/** One notice tells of so many alarms; how many more there are is said. */
const TOLD = 50

const inEach = (says: (locale: Locale) => string): Says =>
  Object.fromEntries(LOCALES.map((locale) => [locale, says(locale)])) as Says

/** A digest rather than a flood: one notice a recipient, whatever number of alarms, in their commit. */
export async function writeNotices(
  tx: TxCtx,
  timeZone: string,
  about: store.NoticeAbout,
  alarms: readonly Omit<NewAlarm, 'opened_at'>[],
): Promise<void> {
  if (alarms.length === 0 && about !== 'test') return
  for (const { carrier, address, locale } of await store.recipientsOf(tx.db, tx.workspaceId)) {
    const body = { ...bodyOf(tx, timeZone, about, alarms), locale }
    const notice = { id: tx.newId(), carrier, address, about, body, at: tx.now }
    await store.insertNotice(tx.db, tx.workspaceId, notice)
  }
  tx.wake('collect.notices')
  tx.wake('deliver.alarm_mail')
}

/** Something else that operators must know of: another module's alarm, in its own words. */
export interface Told {
  id: string
  kind: string
  says: Says
  url: string
}

/** Tells whoever is told of data alarms, in the transaction of what it tells of; at least once. */
export async function tellOperators(
  tx: TxCtx,
  about: 'opened' | 'closed',
  subject: Says,
  told: readonly Told[],
): Promise<void> {
  if (told.length === 0) return
  for (const { carrier, address, locale } of await store.recipientsOf(tx.db, tx.workspaceId)) {
    const body = {
      ...{ about, workspaceId: tx.workspaceId, at: tx.now.toISOString(), locale, subject },
      more: Math.max(0, told.length - TOLD),
      alarms: told.slice(0, TOLD).map((one) => ({ ...one, causes: [] })),
    }
    const notice = { id: tx.newId(), carrier, address, about, body, at: tx.now }
    await store.insertNotice(tx.db, tx.workspaceId, notice)
  }
  tx.wake('collect.notices')
  tx.wake('deliver.alarm_mail')
}

export const bodyOf = (
  ctx: Pick<Ctx, 'workspaceId' | 'now' | 'publicUrl'>,
  timeZone: string,
  about: store.NoticeAbout,
  alarms: readonly Omit<NewAlarm, 'opened_at'>[],
) => ({
  about,
  workspaceId: ctx.workspaceId,
  at: ctx.now.toISOString(),
  more: Math.max(0, alarms.length - TOLD),
  alarms: alarms.slice(0, TOLD).map((alarm) => ({
    ...{ id: alarm.id, kind: alarm.kind, event: alarm.event, source: alarm.source },
    ...{ property: alarm.property, value: alarm.value, since: alarm.since.toISOString() },
    ...{ seen: alarm.seen, expected: alarm.expected },
    says: inEach((locale) => alarmIn(alarm, locale)),
    causes: alarm.causes.map((cause) => ({
      ...{ kind: cause.kind, values: cause.values },
      says: inEach((locale) => causeIn(cause, locale, timeZone)),
    })),
    url: `${ctx.publicUrl}/console/data/alarms?alarm=${alarm.id}`,
  })),
})

export const MAX_ATTEMPTS = 8

/** Posts one notice that is due. At least once: a receiver knows a repeat by `siyu-notice-id`. */
export async function sendNotices(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  const notice = await store.claimNotice(rt.database.db, 'webhook', now)
  if (!notice) return 0
  await settleAfter(rt.ctx(notice.workspace_id), notice, () => postOne(rt, notice))
  return 1
}

/** Sends, and writes down what became of it: only what did not arrive is tried again. */
export async function settleAfter(
  ctx: Ctx,
  notice: store.NoticeRow,
  send: () => Promise<void>,
): Promise<void> {
  const settle = (state: store.NoticeRow['state'], error: string | null) =>
    store.settleNotice(ctx.db, ctx.workspaceId, notice.id, { state, error, at: ctx.now })
  try {
    await send()
    await settle('sent', null)
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    await settle(
      notice.attempts >= MAX_ATTEMPTS ? 'failed' : 'waiting',
      error.message.slice(0, 500),
    )
  }
}

async function postOne(rt: Runtime, notice: store.NoticeRow): Promise<void> {
  const ctx = rt.ctx(notice.workspace_id)
  const to = (await store.recipientsOf(ctx.db, ctx.workspaceId)).find(
    ({ carrier, address }) => carrier === 'webhook' && address === notice.address,
  )
  if (!to?.secret_sealed) throw new NotTaken('the webhook was removed')
  const body = JSON.stringify({ id: notice.id, ...notice.body })
  // The receiver compares it with its own clock, so it is the machine's time in a demo too.
  const timestamp = String(Math.floor(rt.system.wallNow().getTime() / 1_000))
  await post({
    url: notice.address,
    body,
    headers: {
      'siyu-notice-id': notice.id,
      'siyu-timestamp': timestamp,
      'siyu-signature': signatureOf(ctx.secrets.open(to.secret_sealed), timestamp, body),
    },
    allowed: rt.config.webhookHosts,
  })
}

const KEPT_DAYS = 90

export const pruneNotices = (rt: Runtime): Promise<number> =>
  store.pruneNotices(rt.database.db, daysBefore(rt.clock.now(), KEPT_DAYS), 5_000)
