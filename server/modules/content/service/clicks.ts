import { recordEvents } from '#modules/collect/service.ts'
import { currentPersonIds, findPerson, identifiersOf } from '#modules/identity/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { whoClicked } from '../model/clicker.ts'
import type { Clicker } from '../model/clicker.ts'
import { claimLink, findLink } from '../store/links.ts'
import type { LinkRow } from '../tables.ts'

/** The link of a code, unless there is none or its day is over. */
export async function openLink(
  db: Ctx['db'],
  code: string,
  now: Date,
): Promise<LinkRow | undefined> {
  const link = await findLink(db, code)
  return link && (link.expires_at === null || link.expires_at > now) ? link : undefined
}

const ANONYMOUS_KINDS: ReadonlySet<string> = new Set(['anonymous_id', 'cookie_id', 'device_id'])

/** Records `link_clicked` with the link's properties, for whom `model/clicker.ts` says it was. */
export function recordClick(
  ctx: Ctx,
  link: LinkRow,
  browser: { anonymousId: string; channel: string },
): Promise<void> {
  const own: IdentifierRef = { kind: 'anonymous_id', scope: '', value: browser.anonymousId }
  return ctx.transact(async (tx) => {
    const recipient = await currentRecipient(tx, link)
    const clicker = whoClicked({
      recipient,
      browserOf: recipient === undefined ? undefined : await knownAs(tx, own),
      isFirstBrowser:
        recipient !== undefined &&
        (await claimLink(tx, link.code, tx.secrets.blind('content.browser', own.value))),
    })
    const properties = {
      ...link.properties,
      link_code: link.code,
      ...(clicker.kind === 'forwarded' ? { forwarded: true } : {}),
    }
    await recordEvents(
      tx,
      [
        {
          event: 'link_clicked',
          messageId: `click:${link.code}:${tx.newId()}`,
          at: tx.now,
          properties,
          ...(await actorOf(tx, clicker, recipient, own)),
        },
      ],
      { source: 'link', channel: browser.channel },
    )
  })
}

async function currentRecipient(ctx: Ctx, link: LinkRow): Promise<string | undefined> {
  if (link.person_id === null) return undefined
  const current = await currentPersonIds(ctx, [link.person_id])
  return current.get(link.person_id) ?? link.person_id
}

/** Whose this browser is; somebody known by nothing but browsers is nobody yet. */
async function knownAs(ctx: Ctx, browser: IdentifierRef): Promise<string | undefined> {
  const personId = await findPerson(ctx, browser)
  if (personId === undefined) return undefined
  const identifiers = (await identifiersOf(ctx, [personId])).get(personId) ?? []
  return identifiers.some(({ kind }) => !ANONYMOUS_KINDS.has(kind)) ? personId : undefined
}

async function actorOf(
  ctx: Ctx,
  clicker: Clicker,
  recipient: string | undefined,
  own: IdentifierRef,
): Promise<{ identifiers: IdentifierRef[]; personId?: string }> {
  if (clicker.kind !== 'recipient' || recipient === undefined) return { identifiers: [own] }
  if (!clicker.evidence) return { identifiers: [], personId: recipient }
  const known = (await identifiersOf(ctx, [recipient])).get(recipient) ?? []
  const first = known.find(({ kind }) => !ANONYMOUS_KINDS.has(kind)) ?? known[0]
  if (!first) return { identifiers: [], personId: recipient }
  const { kind, scope, value } = first
  return { identifiers: [{ kind, scope, value }, own] }
}
