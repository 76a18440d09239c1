import { z } from 'zod'
import { pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { CLOCK, INSTALLATION_ONLY, KEY, MEMBER, PASSWORD, SIGN_IN } from './contract/refusals.ts'
import { savedViewRoutes } from './contract/saved-views.ts'
import * as views from './contract/views.ts'
import { password } from './model/password.ts'

const done = z.object({ done: z.literal(true) })
const keyPair = z.object({ api: z.string(), write: z.string() })

const session = {
  login: route({
    method: 'POST',
    path: '/login',
    summary: 'Sign in; answers a session cookie',
    may: 'public',
    outsideWorkspace: true,
    input: z.object({ email: views.email, password: z.string().min(1).max(200) }),
    output: views.meView,
    refusals: SIGN_IN,
  }),
  logout: route({
    method: 'POST',
    path: '/logout',
    summary: 'End this session',
    may: 'signed_in',
    outsideWorkspace: true,
    input: z.object({}),
    output: done,
  }),
  me: route({
    method: 'GET',
    path: '/me',
    summary: 'Who asks, and what they may',
    may: 'signed_in',
    outsideWorkspace: true,
    input: z.object({}),
    output: views.meView,
  }),
  changePassword: route({
    method: 'POST',
    path: '/me/password',
    summary: 'Change the own password; ends all other sessions',
    may: 'signed_in',
    outsideWorkspace: true,
    input: z.object({ current: z.string().min(1).max(200), next: password }),
    output: done,
    refusals: PASSWORD,
  }),
  setPassword: route({
    method: 'POST',
    path: '/password-links/use',
    summary: 'Set a password with the one-time link of an invitation',
    may: 'public',
    outsideWorkspace: true,
    input: z.object({ token: z.string().min(20).max(100), password }),
    output: z.object({ email: z.string() }),
    refusals: PASSWORD,
  }),
}

const workspaces = {
  listWorkspaces: route({
    method: 'GET',
    path: '/workspaces',
    summary: 'The workspaces the caller may enter',
    may: 'signed_in',
    outsideWorkspace: true,
    input: z.object(pageInput),
    output: pageOf(views.workspaceView),
  }),
  createWorkspace: route({
    method: 'POST',
    path: '/workspaces',
    summary: 'Make a workspace; answers its first API key and write key, shown this once',
    may: 'signed_in',
    outsideWorkspace: true,
    input: views.newWorkspace,
    output: z.object({ workspace: views.workspaceView, keys: keyPair }),
    refusals: INSTALLATION_ONLY,
  }),
  updateWorkspace: route({
    method: 'PATCH',
    path: '/workspace',
    summary: 'Change name, time zone or currency of the workspace the call is made in',
    may: 'governance:write',
    input: z.object({
      name: views.workspaceName.optional(),
      timeZone: views.timeZone.optional(),
      currency: views.currency.optional(),
    }),
    output: views.workspaceView,
  }),
}

const members = {
  listMembers: route({
    method: 'GET',
    path: '/members',
    summary: 'Who may enter this workspace',
    may: 'governance:read',
    input: z.object(pageInput),
    output: pageOf(views.memberView),
  }),
  inviteMember: route({
    method: 'POST',
    path: '/members',
    summary: 'Make someone a member; a newcomer gets a one-time link to set a password',
    may: 'governance:write',
    input: z.object({
      email: views.email,
      name: z.string().trim().min(1).max(100),
      role: views.role,
    }),
    output: z.object({ member: views.memberView, passwordUrl: z.string().nullable() }),
    refusals: MEMBER,
  }),
  renewInvitation: route({
    method: 'POST',
    path: '/members/{userId}/password-link',
    summary: 'A new one-time link, for whoever lost the first or forgot the password',
    may: 'governance:write',
    input: z.object({ userId: z.uuid() }),
    output: z.object({ passwordUrl: z.string() }),
    refusals: { ...MEMBER, ...INSTALLATION_ONLY },
  }),
  changeRole: route({
    method: 'PATCH',
    path: '/members/{userId}',
    summary: 'Change what a member may',
    may: 'governance:write',
    input: z.object({ userId: z.uuid(), role: views.role }),
    output: views.memberView,
    refusals: MEMBER,
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/members/{userId}',
    summary: 'Take a member out of this workspace',
    may: 'governance:write',
    input: z.object({ userId: z.uuid() }),
    output: done,
    refusals: MEMBER,
  }),
  listRoles: route({
    method: 'GET',
    path: '/roles',
    summary: 'Which role may what',
    may: 'signed_in',
    input: z.object({}),
    output: z.object({
      roles: z.array(z.object({ role: views.role, permissions: z.array(z.string()) })),
    }),
  }),
}

const keys = {
  listKeys: route({
    method: 'GET',
    path: '/keys',
    summary: 'API keys of this workspace, revoked ones too',
    may: 'governance:read',
    input: z.object(pageInput),
    output: pageOf(views.keyView),
  }),
  createKey: route({
    method: 'POST',
    path: '/keys',
    summary: 'Make an API key; the key itself is shown this once',
    may: 'governance:write',
    input: z.object({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(views.scope).min(1).max(60),
    }),
    output: z.object({ key: z.string(), view: views.keyView }),
    refusals: KEY,
  }),
  revokeKey: route({
    method: 'DELETE',
    path: '/keys/{id}',
    summary: 'Revoke a key; it stops working within a second, everywhere',
    may: 'governance:write',
    input: z.object({ id: z.uuid() }),
    output: done,
    refusals: KEY,
  }),
}

const auditTrail = {
  listAudit: route({
    method: 'GET',
    path: '/audit',
    summary: 'Who did what, newest first',
    may: 'governance:read',
    input: z.object({
      ...pageInput,
      actorId: z.string().max(100).optional(),
      action: z.string().max(100).optional().describe('an action, or its beginning'),
      subjectKind: z.string().max(100).optional(),
      subjectId: z.string().max(200).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    output: pageOf(views.auditView),
  }),
  verifyAudit: route({
    method: 'GET',
    path: '/audit/verify',
    summary: 'Is the chain of audit rows whole?',
    may: 'governance:read',
    input: z.object({}),
    output: z.object({
      whole: z.boolean(),
      rows: z.int().nullable(),
      brokenAt: z.string().nullable(),
      because: z.enum(['changed', 'missing', 'cut_off']).nullable(),
    }),
  }),
}

const clock = {
  readClock: route({
    method: 'GET',
    path: '/clock',
    summary: "The server's time",
    may: 'signed_in',
    outsideWorkspace: true,
    input: z.object({}),
    output: z.object({ now: z.iso.datetime(), clock: z.enum(['real', 'virtual']) }),
  }),
  moveClock: route({
    method: 'PUT',
    path: '/clock',
    summary: 'Move virtual time forward; answers once all that fell due is worked off',
    may: 'signed_in',
    outsideWorkspace: true,
    input: z.object({
      now: z.iso.datetime({ offset: true }),
      stepSeconds: z
        .int()
        .min(1)
        .max(86_400)
        .default(60)
        .describe('timers closer together than this are worked off at the same instant'),
    }),
    output: z.object({ now: z.iso.datetime(), clock: z.enum(['real', 'virtual']) }),
    refusals: { ...INSTALLATION_ONLY, ...CLOCK },
  }),
}

export const governanceContract = {
  ...session,
  ...workspaces,
  ...members,
  ...keys,
  ...auditTrail,
  ...savedViewRoutes,
  ...clock,
}
