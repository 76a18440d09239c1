import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import { DEFAULT_RULES, LifecycleRules } from '../model/lifecycle.ts'

export async function loadRules(db: Db, workspaceId: string): Promise<LifecycleRules> {
  const { rows } = await sql<{ rules: unknown }>`
    select rules from profile.lifecycle_rules where workspace_id = ${workspaceId}`.execute(db)
  return rows[0] ? LifecycleRules.parse(rows[0].rules) : DEFAULT_RULES
}

export async function saveRules(
  db: Db,
  workspaceId: string,
  rules: LifecycleRules,
  now: Date,
  by: string,
): Promise<void> {
  await sql`
    insert into profile.lifecycle_rules (workspace_id, rules, changed_at, changed_by)
    values (${workspaceId}, ${JSON.stringify(rules)}::jsonb, ${now}, ${by})
    on conflict (workspace_id) do update set rules = excluded.rules,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(db)
}
