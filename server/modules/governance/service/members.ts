import { must } from '#kernel/assert.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { DAY_MS, addMs } from '#kernel/time.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { INSTALLATION_ONLY, MEMBER } from '../contract/refusals.ts'
import { ROLES, permissionsOf } from '../model/roles.ts'
import type { Role } from '../model/roles.ts'
import { presentMember } from '../present.ts'
import { forgetAll } from '../recent.ts'
import * as store from '../store/members.ts'
import { leaveViews } from '../store/saved-views.ts'
import { eraseUser, insertPasswordLink, insertUser, userByEmail } from '../store/users.ts'
import { hashOf, newToken } from '../tokens.ts'
import { holdsInstallation } from './stands.ts'

const refuse = refusals({ ...MEMBER, ...INSTALLATION_ONLY })
const LINK_MS = 7 * DAY_MS

export async function listMembers(ctx: Ctx, page: { limit: number; cursor?: string | undefined }) {
  const offset = offsetOf(page.cursor)
  const rows = await store.membersOf(ctx, { limit: page.limit + 1, offset })
  const { items, next } = pageFrom(rows, page.limit, offset)
  return { items: items.map((row) => presentMember(ctx, row)), next }
}

/**
 * Makes someone a member. Only a newcomer gets a link: a link to an account that exists would let
 * one workspace's admin into another one's.
 */
export async function inviteMember(ctx: Ctx, input: { email: string; name: string; role: Role }) {
  return ctx.transact(async (tx) => {
    const known = await userByEmail(tx, input.email)
    const newcomer = { email: input.email, name: input.name, passwordHash: null, isOwner: false }
    const user = known ?? (await insertUser(tx, newcomer))
    if (!(await store.addMember(tx, user.id, input.role))) return refuse.already_member()
    await auditMember(tx, 'governance.member_invited', user.id, { role: input.role })
    const member = must(await store.memberOf(tx, user.id), 'the member just added')
    const passwordUrl = known ? null : await passwordUrlFor(tx, user.id)
    return { member: presentMember(tx, member), passwordUrl }
  })
}

/** Only for people of this workspace alone; others' links are an owner's to make. */
export async function renewInvitation(ctx: Ctx, { userId }: { userId: string }) {
  return ctx.transact(async (tx) => {
    const member = (await store.memberOf(tx, userId)) ?? refuse.no_such_member()
    const reachesFurther = member.is_owner || (await store.isMemberElsewhere(tx, userId))
    if (reachesFurther && !holdsInstallation(tx)) return refuse.installation_only()
    await auditMember(tx, 'governance.password_link_made', userId)
    return { passwordUrl: await passwordUrlFor(tx, userId) }
  })
}

/** The token follows `#`, so it is in no server's log. */
async function passwordUrlFor(ctx: Ctx, userId: string): Promise<string> {
  const token = newToken(ctx.randomBytes)
  const expiresAt = addMs(ctx.system.wallNow(), LINK_MS)
  await insertPasswordLink(ctx, { tokenHash: hashOf(token), userId, expiresAt })
  return `${ctx.publicUrl}/console/set-password#${token}`
}

export async function changeRole(ctx: Ctx, { userId, role }: { userId: string; role: Role }) {
  const member = await ctx.transact(async (tx) => {
    await keepAnAdmin(tx, userId, role === 'admin')
    await store.setRole(tx, userId, role)
    await auditMember(tx, 'governance.role_changed', userId, { role })
    return (await store.memberOf(tx, userId)) ?? refuse.no_such_member()
  })
  forgetAll(ctx)
  return presentMember(ctx, member)
}

/** Takes a member out; an account that belongs nowhere any more is erased with its sessions. */
export async function removeMember(ctx: Ctx, { userId }: { userId: string }) {
  await ctx.transact(async (tx) => {
    const member = (await store.memberOf(tx, userId)) ?? refuse.no_such_member()
    await keepAnAdmin(tx, userId, false)
    await store.removeMember(tx, userId)
    await leaveViews(tx, userId)
    if (!member.is_owner && !(await store.isMemberElsewhere(tx, userId)))
      await eraseUser(tx, userId)
    await auditMember(tx, 'governance.member_removed', userId)
  })
  forgetAll(ctx)
  return { done: true as const }
}

async function keepAnAdmin(ctx: Ctx, userId: string, staysAdmin: boolean): Promise<void> {
  const admins = await store.lockAdmins(ctx)
  if (!staysAdmin && admins.length === 1 && admins[0] === userId) refuse.last_admin()
}

const auditMember = (ctx: Ctx, action: string, userId: string, detail = {}) =>
  audit(ctx, { action, subjectKind: 'user', subjectId: userId, detail })

export async function listRoles() {
  const roles = ROLES.map((role) => ({ role, permissions: [...permissionsOf(role)].toSorted() }))
  return { roles }
}
