import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { LetterState } from '../model/letter.ts'
import type { Reason } from '../model/reason.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

/** The intent to greet; false when the same welcome was begun before. */
export async function insertWelcome(
  { db, workspaceId, now }: Store,
  letter: {
    letterId: string
    key: string
    personId: string | undefined
    contentId: string | undefined
    scope: string
    addressBlind: string
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into deliver.letter (workspace_id, letter_id, key, person_id, content_id, kind, carriers,
      carrier, scope, state, address_blind, requested_at, claimed_at, attempts, updated_at)
    values (${workspaceId}, ${letter.letterId}, ${letter.key}, ${letter.personId ?? null},
      ${letter.contentId ?? null}, 'service', '{wecom_welcome}', 'wecom_welcome', ${letter.scope},
      'sending', ${letter.addressBlind}, ${now}, ${now}, 1, ${now})
    on conflict (workspace_id, key) do nothing`.execute(db)
  return numAffectedRows === 1n
}

export async function welcomeByKey(
  { db, workspaceId }: Store,
  key: string,
): Promise<{ letter_id: string; state: LetterState; reason: Reason | null } | undefined> {
  const { rows } = await sql<{ letter_id: string; state: LetterState; reason: Reason | null }>`
    select letter_id, state, reason from deliver.letter
    where workspace_id = ${workspaceId} and key = ${key}`.execute(db)
  return rows[0]
}

/** Welcomes go out before anybody knows whose the new contact is; now it is known. */
export async function claimWelcomes(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  people: readonly { personId: string; blind: string }[],
): Promise<void> {
  if (people.length === 0) return
  await sql`
    update deliver.letter l set person_id = p.person_id
    from unnest(${people.map((p) => p.personId)}::bigint[], ${people.map((p) => p.blind)}::text[])
      as p(person_id, blind)
    where l.workspace_id = ${workspaceId} and l.carrier = 'wecom_welcome'
      and l.person_id is null and l.address_blind = p.blind`.execute(db)
}
