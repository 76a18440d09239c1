import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { hashPassword } from '../passwords.ts'
import { forgetAll } from '../recent.ts'
import { deleteSessionsOf } from '../store/sessions.ts'
import * as store from '../store/users.ts'
import { addMember } from '../store/members.ts'

export const ownerExists = (ctx: Ctx): Promise<boolean> => store.ownerExists(ctx)

/**
 * Makes an owner of the installation; for the command line and the demo only. An account that
 * exists becomes one and gets the new password (the way back in), its sessions end.
 */
export async function putOwner(
  ctx: Ctx,
  input: { email: string; name: string; password: string },
): Promise<{ userId: string; isNew: boolean }> {
  const passwordHash = await hashPassword(input.password)
  const answer = await ctx.transact(async (tx) => {
    const known = await store.userByEmail(tx, input.email)
    const { email, name } = input
    const user = known ?? (await store.insertUser(tx, { email, name, passwordHash, isOwner: true }))
    if (known) {
      await store.setPasswordHash(tx, known.id, passwordHash)
      await store.makeOwner(tx, known.id)
      await deleteSessionsOf(tx, known.id)
    }
    await audit(tx, {
      action: 'governance.owner_made',
      subjectKind: 'user',
      subjectId: user.id,
    })
    return { userId: user.id, isNew: !known }
  })
  forgetAll(ctx)
  return answer
}

/** Puts an owner down as an admin of a workspace as well, so that it comes first for them. */
export async function joinAsAdmin(ctx: Ctx, userId: string): Promise<void> {
  await addMember(ctx, userId, 'admin')
}
