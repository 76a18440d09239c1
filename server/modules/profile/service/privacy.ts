import { audit } from '#platform/audit.ts'
import { actorName } from '#platform/actor-name.ts'
import type { Ctx } from '#platform/ctx.ts'
import { maskName } from '../model/mask.ts'
import type { PageCarrier, PrivacyPage } from '../model/privacy-page.ts'
import { loadNotice, saveNotice } from '../store/notice.ts'
import { loadPeople } from '../store/people.ts'
import { optIn, optOut } from './marks.ts'

export async function privacyPage(ctx: Ctx, personId: string): Promise<PrivacyPage> {
  const { controller, contact, policyUrl } = await loadNotice(ctx.db, ctx.workspaceId)
  const [person] = await loadPeople(ctx.db, ctx.workspaceId, [personId])
  const { nickname, name } = person?.attributes ?? {}
  return {
    page: 'privacy',
    brand: controller,
    contact,
    policyUrl,
    name: maskName(nickname) ?? maskName(name),
    optedOut: person?.opted_out ?? [],
  }
}

/** One tap of hers, and one to take it back. */
export async function choose(
  ctx: Ctx,
  personId: string,
  { carrier, optedOut }: { carrier: PageCarrier; optedOut: boolean },
): Promise<void> {
  await ctx.transact(async (tx) => {
    await (optedOut ? optOut : optIn)(tx, personId, carrier)
    await audit(tx, {
      action: 'consent.changed',
      subjectKind: 'person',
      subjectId: personId,
      detail: { carrier, optedOut, by: 'herself' },
    })
  })
}

/** How the brand calls itself on its pages. */
export const brandName = async (ctx: Ctx): Promise<string> =>
  (await loadNotice(ctx.db, ctx.workspaceId)).controller

export const privacyNotice = (ctx: Ctx) => loadNotice(ctx.db, ctx.workspaceId)

export async function setPrivacyNotice(
  ctx: Ctx,
  given: { controller: string; contact: string; policyUrl: string | null },
) {
  await ctx.transact(async (tx) => {
    await saveNotice(tx.db, tx.workspaceId, given, tx.now, actorName(tx))
    await audit(tx, {
      action: 'privacy.notice_changed',
      subjectKind: 'workspace',
      subjectId: tx.workspaceId,
      detail: {},
    })
  })
  return privacyNotice(ctx)
}
