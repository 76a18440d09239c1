import { addHours } from '#kernel/time.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Ctx } from '#platform/ctx.ts'
import { atOnceWhile } from '#platform/look.ts'
import { carryOn } from '#platform/outbox/root.ts'
import {
  ANY_REDIRECTS,
  deleteRedirects,
  redirectsUnderWay,
  takeAnnouncements,
  waitingAnnouncements,
  waitingRedirects,
} from './store/redirects.ts'

import { SQUASH_PAUSE_HOURS } from './squash.ts'
import { wantSquash } from './store/squash.ts'

const CHUNK = 50_000

type Here = Pick<Ctx, 'db' | 'ch' | 'now'> & { ctxOf(workspaceId: string): Ctx | undefined }

/**
 * Tells ClickHouse which identifiers changed their person, so that every chart follows at once, and
 * only then publishes the merges and splits that did it. Repeatable: the newest version of an
 * identifier wins, an announcement is published by whoever deletes it. Answers how many were told.
 */
export async function pushRedirects(here: Here): Promise<number> {
  // Read first: the redirects of these announcements are then certainly among those pushed below.
  const waiting = await waitingAnnouncements(here.db)
  const pushed = await pushRows(here)
  for (const { workspace_id: workspaceId, last } of waiting)
    await here.ctxOf(workspaceId)?.transact(async (tx) => {
      const facts = await takeAnnouncements(tx.db, workspaceId, last)
      await carryOn(tx.db, facts, (part) =>
        tx.publish(...part.map(({ fact, body }) => ({ fact, body }))),
      )
    })
  return pushed + waiting.length
}

async function pushRows({ db, ch, now }: Pick<Ctx, 'db' | 'ch' | 'now'>): Promise<number> {
  let pushed = 0
  for (;;) {
    const rows = await waitingRedirects(db, CHUNK)
    const [first, last] = [rows[0], rows.at(-1)]
    if (!first || !last) return pushed
    await ch.insert(
      'identity_redirect_rows',
      rows.map(({ ident_id, person_id, version }) => ({ ident_id, person_id, version })),
      `redirect:${first.version}-${last.version}`,
    )
    const onCluster = ch.cluster ? ` ON CLUSTER ${ch.cluster}` : ''
    await ch.command(`SYSTEM RELOAD DICTIONARY${onCluster} identity_redirect`)
    await deleteRedirects(db, rows)
    await wantSquash(db, addHours(now, SQUASH_PAUSE_HOURS))
    pushed += rows.length
  }
}

/** The same for whoever has one workspace in hand; other workspaces' news waits for the tick. */
export const pushRedirectsOf = (ctx: Ctx): Promise<number> =>
  pushRedirects({
    db: ctx.db,
    ch: ctx.ch,
    now: ctx.now,
    ctxOf: (workspaceId) => (workspaceId === ctx.workspaceId ? ctx : undefined),
  })

export const redirectsTick = {
  name: 'identity.redirects',
  everyMs: 1_000,
  run: (rt: Runtime) =>
    pushRedirects({
      ...{ db: rt.database.db, ch: rt.ch, now: rt.clock.now(), ctxOf: (id) => rt.ctx(id) },
    }),
  due: atOnceWhile(ANY_REDIRECTS),
  underWay: redirectsUnderWay,
}
