import { sql, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { namingIn } from '#modules/collect/service/naming.ts'
import type { Naming } from '#modules/collect/model/naming/naming.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import { peopleTable as profileTable } from '#modules/profile/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { compile } from '../model/compile.ts'
import type { ChContext } from '../model/operator.ts'
import type { Predicate } from '../model/predicate.ts'

/** People with the segments they are in: what ClickHouse asks predicates of. */
export const peopleTable = (ctx: Ctx): Sql => sql`
  (SELECT p.*, m.segments AS segments FROM ${profileTable(ctx)} AS p
   LEFT JOIN (
     SELECT person_id, groupArray(toString(segment_id)) AS segments
     FROM segment_members FINAL WHERE workspace_id = ${uuid(ctx.workspaceId)} AND member
     GROUP BY person_id) AS m USING (person_id))`

/** The same with nobody in any segment: cheaper where no condition asks for segments. */
const plainPeopleTable = (ctx: Ctx): Sql => sql`
  (SELECT *, CAST([], 'Array(String)') AS segments FROM ${profileTable(ctx)})`

export function chContext(
  ctx: Ctx,
  naming: Naming,
  readsSegments: boolean,
  asOf: Date = ctx.now,
): ChContext {
  return {
    workspaceId: ctx.workspaceId,
    now: asOf,
    person: resolvedPerson,
    people: readsSegments ? peopleTable(ctx) : plainPeopleTable(ctx),
    naming,
  }
}

/** The ids of the people a condition holds for at an instant, as a ClickHouse statement. */
export async function peopleWho(
  ctx: Ctx,
  predicate: Predicate,
  reads: readonly string[],
  asOf?: Date,
): Promise<Sql> {
  const readsSegments = reads.some((r) => r.startsWith('segment:'))
  return compile(predicate, chContext(ctx, await namingIn(ctx), readsSegments, asOf))
}
