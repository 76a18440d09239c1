import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'

export interface Attempt {
  accountBlind: string
  addressBlind: string
}

export interface Counted {
  id: string
  /** failed or undecided sign-ins within the window, this one included */
  ofAccount: Date[]
  ofAddress: Date[]
}

/**
 * Counts an attempt as failed before its password is looked at: of any number made at once, no
 * more than the limit are ever looked at. One that succeeds is taken back.
 */
export async function countAttempt(
  ctx: Ctx,
  attempt: Attempt,
  at: Date,
  since: Date,
): Promise<Counted> {
  const { rows: made } = await sql<{ id: string }>`
    insert into governance.login_attempt (account_blind, address_blind, at)
    values (${attempt.accountBlind}, ${attempt.addressBlind}, ${at}) returning id`.execute(ctx.db)
  const { rows } = await sql<{ at: Date; account: boolean; address: boolean }>`
    select at, account_blind = ${attempt.accountBlind} as account,
      address_blind = ${attempt.addressBlind} as address
    from governance.login_attempt
    where at > ${since}
      and (account_blind = ${attempt.accountBlind} or address_blind = ${attempt.addressBlind})
    order by at`.execute(ctx.db)
  return {
    id: String(made[0]?.id),
    ofAccount: rows.filter((row) => row.account).map((row) => row.at),
    ofAddress: rows.filter((row) => row.address).map((row) => row.at),
  }
}

export async function takeBack(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from governance.login_attempt where id = ${id}`.execute(ctx.db)
}

/** Who knows the password has not been guessing. */
export async function forgetAccount(ctx: Ctx, accountBlind: string): Promise<void> {
  await sql`delete from governance.login_attempt where account_blind = ${accountBlind}`.execute(
    ctx.db,
  )
}

export async function sweepAttempts(ctx: Ctx, before: Date): Promise<void> {
  await sql`delete from governance.login_attempt where at < ${before}`.execute(ctx.db)
}
