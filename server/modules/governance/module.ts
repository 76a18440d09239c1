import { ANY_UNCHAINED, chainAudit } from '#platform/audit-chain.ts'
import { atOnceWhile } from '#platform/look.ts'
import type { Handlers, Module, Tick } from '#platform/module.ts'
import { authenticate } from './authenticate.ts'
import { governanceContract } from './contract.ts'
import { listAudit, verifyAudit } from './service/audit.ts'
import { moveClock, readClock } from './service/clock.ts'
import { createKey, listKeys, revokeKey } from './service/keys.ts'
import { me } from './service/me.ts'
import {
  changeRole,
  inviteMember,
  listMembers,
  listRoles,
  removeMember,
  renewInvitation,
} from './service/members.ts'
import {
  changeView,
  listViews,
  removeView,
  restoreView,
  saveView,
  setDefaultView,
} from './service/saved-views.ts'
import { changePassword, login, logout, setPassword } from './service/sign-in.ts'
import { createWorkspace, listWorkspaces, updateWorkspace } from './service/workspaces.ts'

const chain: Tick = {
  name: 'governance.audit_chain',
  everyMs: 1_000,
  run: (rt) => chainAudit(rt.database.db),
  due: atOnceWhile(ANY_UNCHAINED),
  unhurried: true,
}

const handlers = {
  login,
  logout,
  me,
  changePassword,
  setPassword,
  listWorkspaces,
  createWorkspace,
  updateWorkspace,
  listMembers,
  inviteMember,
  renewInvitation,
  changeRole,
  removeMember,
  listRoles,
  listKeys,
  createKey,
  revokeKey,
  listAudit,
  verifyAudit,
  listViews,
  saveView,
  changeView,
  removeView,
  restoreView,
  setDefaultView,
  readClock,
  moveClock,
} satisfies Handlers<typeof governanceContract>

export const governanceModule: Module = {
  name: 'governance',
  folder: import.meta.dirname,
  contract: governanceContract,
  handlers,
  ticks: [chain],
  authenticate,
}
