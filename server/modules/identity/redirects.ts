import type { Runtime } from '#platform/runtime.ts'
import type { Ctx } from '#platform/ctx.ts'
import { anyRedirects, deleteRedirects, waitingRedirects } from './store/redirects.ts'

const CHUNK = 50_000

/**
 * Tells ClickHouse which identifiers changed their person, so that every chart follows at once.
 * Repeatable: the newest version of an identifier wins. Answers how many were told.
 */
export async function pushRedirects({ db, ch }: Pick<Ctx, 'db' | 'ch'>): Promise<number> {
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
    pushed += rows.length
  }
}

export const redirectsTick = {
  name: 'identity.redirects',
  everyMs: 1_000,
  run: (rt: Runtime) => pushRedirects({ db: rt.database.db, ch: rt.ch }),
  nextDueAt: async (rt: Runtime) =>
    (await anyRedirects(rt.database.db)) ? rt.clock.now() : undefined,
}
