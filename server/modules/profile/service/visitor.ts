import { identifiersOf, personOfIdent } from '#modules/identity/service.ts'
import { addDays } from '#kernel/time.ts'
import { audit } from '#platform/audit.ts'
import type { Actor, Ctx } from '#platform/ctx.ts'
import { LINK_DAYS, issuePass, openPass } from '#platform/http/pages/pass.ts'
import type { Runtime } from '#platform/runtime.ts'
import { refusals } from '#kernel/refusal.ts'
import { profileRefusals } from '../contract.ts'

const refuse = refusals(profileRefusals)

/** What a person does on a page of ours is hers in the books, whoever's server it runs on. */
export const ON_A_PAGE: Actor = { kind: 'system', name: 'page', permissions: new Set() }

export type Visitor =
  | { kind: 'known'; ctx: Ctx; personId: string; identId: string }
  | { kind: 'expired' }
  | { kind: 'unknown' }

/** Who opens a personal page, by the pass in her browser. Erased or split off, she is nobody. */
export async function visitorOf(rt: Runtime, kept: string | undefined): Promise<Visitor> {
  return holderOf(rt, 'person.browser', kept)
}

/** Who a personal link was made for. */
export const guestOf = (rt: Runtime, linked: string): Promise<Visitor> =>
  holderOf(rt, 'person.link', linked)

async function holderOf(
  rt: Runtime,
  what: 'person.browser' | 'person.link',
  text: string | undefined,
): Promise<Visitor> {
  // Passes are about real people outside: the machine's own time counts, not a virtual clock's.
  const opened = openPass(rt.secrets, what, text, rt.system.wallNow())
  if (opened.kind === 'expired') return { kind: 'expired' }
  if (opened.kind === 'none' || !/^\d{1,19}$/.test(opened.pass.subject)) return { kind: 'unknown' }
  const ctx = rt.ctx(opened.pass.workspaceId, { actor: ON_A_PAGE })
  const personId = await personOfIdent(ctx, opened.pass.subject)
  if (personId === undefined) return { kind: 'unknown' }
  return { kind: 'known', ctx, personId, identId: opened.pass.subject }
}

/**
 * Opens her own pages to whoever holds it, for a few days: give it to nobody but her. It hangs on an
 * identifier that only she can show; one that a browser carries around (anonymous, cookie, device)
 * could have been put there by somebody else, who would then hold her pass.
 */
export async function personalUrl(
  ctx: Ctx,
  personId: string,
  path = '/me',
): Promise<{ url: string; until: Date } | undefined> {
  const identifiers = (await identifiersOf(ctx, [personId])).get(personId) ?? []
  const own = identifiers.find(({ kind }) => !CARRIED_AROUND.has(kind))
  if (!own) return undefined
  const until = addDays(ctx.system.wallNow(), LINK_DAYS)
  const pass = { workspaceId: ctx.workspaceId, subject: own.identId, until }
  const to = path === '/me' ? '' : `?to=${encodeURIComponent(path)}`
  return {
    url: `${ctx.publicUrl}/me/in/${issuePass(ctx.secrets, 'person.link', pass)}${to}`,
    until,
  }
}

const CARRIED_AROUND: ReadonlySet<string> = new Set(['anonymous_id', 'cookie_id', 'device_id'])

/** The verb: for the brand's own server, or a guide who sends it to her. */
export async function personalLink(
  ctx: Ctx,
  { personId, path }: { personId: string; path: string },
) {
  const identifiers = (await identifiersOf(ctx, [personId])).get(personId) ?? []
  if (identifiers.length === 0) return refuse.no_such_person()
  const link = (await personalUrl(ctx, personId, path)) ?? refuse.only_a_browser()
  await audit(ctx, {
    action: 'person.link_made',
    subjectKind: 'person',
    subjectId: personId,
    detail: { path },
  })
  return { url: link.url, until: link.until.toISOString() }
}
