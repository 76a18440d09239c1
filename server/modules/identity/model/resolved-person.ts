import { sql } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

/**
 * The person of a row of `events`, now: a merge or split moves history at once, because the row
 * keeps its identifier and the dictionary knows where that identifier belongs.
 */
export const resolvedPerson: Sql = sql`dictGetOrDefault('identity_redirect', 'person_id', ident_id, person_id)`
