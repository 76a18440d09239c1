import { z } from 'zod'
import { TimeZone } from '#kernel/time-zone.ts'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { GRANTS, ROLES } from '../model/roles.ts'
import type { Grant } from '../model/roles.ts'

export const role = z.enum(ROLES)
export const scope = z.enum(['*', ...GRANTS] as ['*', ...Grant[]])

/** Typed in any case, with a blank that a phone's keyboard added. */
export const email = z.string().trim().max(200).pipe(z.email())

export const workspaceName = z.string().trim().min(1).max(200)
export const timeZone = TimeZone
export const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as CNY')

export const newWorkspace = z.object({
  name: workspaceName,
  timeZone: timeZone.default(DEFAULT_TIME_ZONE),
  currency: currency.default('CNY'),
})

export const workspaceView = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  createdAt: z.iso.datetime(),
})
export type WorkspaceView = z.infer<typeof workspaceView>

export const meView = z.object({
  /** null when a program asks with a key */
  user: z
    .object({ id: z.uuid(), name: z.string(), email: z.string(), isOwner: z.boolean() })
    .nullable(),
  /** the workspace this call was made in; null before one exists */
  workspaceId: z.uuid().nullable(),
  workspaces: z.array(workspaceView.extend({ role: role.nullable() })),
  permissions: z.array(z.string()),
  clock: z.enum(['real', 'virtual']),
})

export const memberView = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  /** invited: has not set a password yet */
  status: z.enum(['active', 'invited']),
  createdAt: z.iso.datetime(),
})

export const keyView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** how the key begins, to tell it from others */
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})

export const auditView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  detail: z.record(z.string(), z.unknown()),
  /** place in the chain; null in the second before it is linked */
  seq: z.string().nullable(),
})
