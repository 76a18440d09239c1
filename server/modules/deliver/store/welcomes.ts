import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { LetterState } from '../model/letter.ts'
import type { Reason } from '../model/reason.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

interface NewWelcome {
  letterId: string
  key: string
  personId: string | undefined
  contentId: string | undefined
  scope: string
  addressBlind: string
}

/** The intents to greet; one that was begun before stays as it is. */
export async function insertWelcomes(
  { db, workspaceId, now }: Store,
  letters: readonly NewWelcome[],
): Promise<void> {
  await sql`
    insert into deliver.letter (workspace_id, letter_id, key, person_id, content_id, kind, carriers,
      carrier, scope, state, address_blind, requested_at, claimed_at, attempts, updated_at)
    select ${workspaceId}::uuid, l.letter_id, l.key, l.person_id, l.content_id, 'service',
      '{wecom_welcome}', 'wecom_welcome', l.scope, 'sending', l.address_blind, ${now}, ${now}, 1,
      ${now}
    from unnest(${letters.map((l) => l.letterId)}::uuid[], ${letters.map((l) => l.key)}::text[],
      ${letters.map((l) => l.personId ?? null)}::bigint[],
      ${letters.map((l) => l.contentId ?? null)}::uuid[], ${letters.map((l) => l.scope)}::text[],
      ${letters.map((l) => l.addressBlind)}::text[])
      as l(letter_id, key, person_id, content_id, scope, address_blind)
    on conflict (workspace_id, key) do nothing`.execute(db)
}

interface WelcomeRow {
  letter_id: string
  key: string
  state: LetterState
  reason: Reason | null
}

export async function welcomesByKey(
  { db, workspaceId }: Store,
  keys: readonly string[],
): Promise<ReadonlyMap<string, WelcomeRow>> {
  const { rows } = await sql<WelcomeRow>`
    select letter_id, key, state, reason from deliver.letter
    where workspace_id = ${workspaceId} and key = any(${[...keys]}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.key, row]))
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
