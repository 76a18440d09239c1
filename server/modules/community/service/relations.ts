import { refusals } from '#kernel/refusal.ts'
import { currentPersonIds, identifiersOf } from '#modules/identity/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { COMMUNITY_REFUSALS } from '../contract.ts'
import { relationsOf } from '../store/relations.ts'
import { seconds } from './staff.ts'

const refuse = refusals(COMMUNITY_REFUSALS)

/** With whom of the staff a person is, or was, friends. Found by her identifiers as they are now. */
export async function personRelations(ctx: Ctx, { personId }: { personId: string }) {
  if (!(await currentPersonIds(ctx, [personId])).has(personId)) return refuse.no_such_person()
  const identifiers = (await identifiersOf(ctx, [personId])).get(personId) ?? []
  const contacts = identifiers
    .filter(({ kind }) => kind === 'external_userid')
    .map(({ scope, value }) => ({ corpId: scope, externalUserid: value }))
  const rows = await relationsOf(ctx.db, ctx.workspaceId, contacts)
  return {
    items: rows.map((row) => ({
      staffUserid: row.staff_userid,
      staffName: row.staff_name ?? '',
      externalUserid: row.external_userid,
      since: row.since?.toISOString() ?? null,
      state: row.entry_state,
      addWay: row.add_way,
      confirmed: !row.half,
      lostAt: row.lost_at?.toISOString() ?? null,
      removedBy: row.removed_by,
      greeting: row.greeting_state,
      greetingReason: row.greeting_reason,
      greetingSeconds: seconds(row.latency_ms),
    })),
  }
}
