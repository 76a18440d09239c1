import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

/**
 * Two people turned out to be one. Of two active runs of a journey the one that came further stays
 * (more visits; of equals the older); the other ends as `merged`, and what it waited for is set aside.
 * Done runs only change their owner.
 */
export async function mergeRuns(
  { db, workspaceId, now }: Store,
  absorbed: string,
  survivor: string,
): Promise<void> {
  await sql`
    with ranked as (
      select run_id, row_number() over (partition by journey_id
        order by visit desc, started_at, run_id) as place
      from journey.run where workspace_id = ${workspaceId} and state = 'active'
        and person_id in (${absorbed}::bigint, ${survivor}::bigint))
    update journey.run r set state = 'done', outcome = 'merged', ended_at = ${now},
      set_aside = jsonb_build_object('due_at', r.due_at, 'listening', r.listening),
      due_at = null, listening = '{}'
    from ranked where r.workspace_id = ${workspaceId} and r.run_id = ranked.run_id
      and ranked.place > 1`.execute(db)
  await sql`update journey.run set person_id = ${survivor}
    where workspace_id = ${workspaceId} and person_id = ${absorbed}`.execute(db)
}

interface Parting {
  from: string
  to: string
  identIds: readonly string[]
}

/**
 * A run goes with the identifier whose event began it; one that a segment began, with the person it
 * was begun for. Whoever has no active run of a journey now goes on with the one she lost by merging.
 */
export async function splitRuns(store: Store, parting: Parting): Promise<void> {
  const { db, workspaceId } = store
  const { from, to, identIds } = parting
  await sql`
    update journey.run r set person_id = ${to}
    where r.workspace_id = ${workspaceId} and r.person_id <> ${to}
      and (r.ident_id = any(${identIds}::bigint[])
        or (r.ident_id is null and r.subject = ${to} and r.person_id = ${from}))
      and not (r.state = 'active' and exists (select 1 from journey.run other
        where other.workspace_id = r.workspace_id and other.journey_id = r.journey_id
          and other.person_id = ${to} and other.state = 'active'))`.execute(db)
  await goOn(store, [from, to])
}

async function goOn({ db, workspaceId }: Store, people: readonly string[]): Promise<void> {
  await sql`
    with lost as (
      select distinct on (r.journey_id, r.person_id) r.run_id from journey.run r
      join journey.journey j on j.workspace_id = r.workspace_id and j.journey_id = r.journey_id
        and j.state in ('live', 'paused')
      where r.workspace_id = ${workspaceId} and r.person_id = any(${people}::bigint[])
        and r.set_aside is not null
        and not exists (select 1 from journey.run other
          where other.workspace_id = r.workspace_id and other.journey_id = r.journey_id
            and other.person_id = r.person_id and other.state = 'active')
      order by r.journey_id, r.person_id, r.visit desc, r.started_at, r.run_id)
    update journey.run r set state = 'active', outcome = null, ended_at = null, set_aside = null,
      due_at = (r.set_aside->>'due_at')::timestamptz,
      listening = array(select jsonb_array_elements_text(r.set_aside->'listening'))
    from lost where r.workspace_id = ${workspaceId} and r.run_id = lost.run_id`.execute(db)
}
