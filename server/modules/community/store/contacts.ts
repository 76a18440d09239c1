import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface ContactToSave {
  corpId: string
  externalUserid: string
  nameSealed: string | undefined
  unionidSealed: string | undefined
  avatarSealed: string | undefined
  type: number | undefined
  gender: number | undefined
}

/** What WeCom shows of them now; what it no longer shows stays. */
export async function saveContacts(
  db: Db,
  workspaceId: string,
  contacts: readonly ContactToSave[],
  now: Date,
): Promise<void> {
  if (contacts.length === 0) return
  await sql`
    insert into community.contact as c (workspace_id, corp_id, external_userid, name_sealed,
      unionid_sealed, avatar_sealed, contact_type, gender, first_seen_at, read_at)
    select ${workspaceId}::uuid, n.corp_id, n.external_userid, n.name, n.unionid, n.avatar, n.type,
      n.gender, ${now}, case when n.type is not null then ${now}::timestamptz end
    from unnest(${contacts.map((one) => one.corpId)}::text[],
      ${contacts.map((one) => one.externalUserid)}::text[],
      ${contacts.map((one) => one.nameSealed ?? null)}::text[],
      ${contacts.map((one) => one.unionidSealed ?? null)}::text[],
      ${contacts.map((one) => one.avatarSealed ?? null)}::text[],
      ${contacts.map((one) => one.type ?? null)}::int[],
      ${contacts.map((one) => one.gender ?? null)}::int[])
      as n(corp_id, external_userid, name, unionid, avatar, type, gender)
    on conflict (workspace_id, corp_id, external_userid) do update set
      name_sealed = coalesce(excluded.name_sealed, c.name_sealed),
      unionid_sealed = coalesce(excluded.unionid_sealed, c.unionid_sealed),
      avatar_sealed = coalesce(excluded.avatar_sealed, c.avatar_sealed),
      contact_type = coalesce(excluded.contact_type, c.contact_type),
      gender = coalesce(excluded.gender, c.gender),
      read_at = coalesce(excluded.read_at, c.read_at)`.execute(db)
}

/** Who of these was never read from WeCom. */
export async function unreadContacts(
  db: Db,
  workspaceId: string,
  corpId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ external_userid: string }>`
    select w.external_userid from unnest(${ids}::text[]) as w(external_userid)
    where not exists (select 1 from community.contact c where c.workspace_id = ${workspaceId}
      and c.corp_id = ${corpId} and c.external_userid = w.external_userid and c.read_at is not null)`.execute(
    db,
  )
  return new Set(rows.map((row) => row.external_userid))
}
