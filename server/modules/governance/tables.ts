import type { ColumnType, Generated } from 'kysely'
import type { Role } from './model/roles.ts'

/** The rows of schema `governance`, as `migrations/` makes them (types, because `withTables` takes no interfaces). */
export type WorkspaceRow = {
  id: string
  name: string
  time_zone: string
  currency: string
  created_at: Date
}

export type UserRow = {
  id: string
  email_sealed: string
  email_blind: string
  name: string
  password_hash: string | null
  is_owner: boolean
  created_at: Date
  disabled_at: Date | null
}

export type MembershipRow = {
  workspace_id: string
  user_id: string
  role: Role
  created_at: Date
}

export type SessionRow = {
  token_hash: string
  user_id: string
  created_at: Date
  expires_at: Date
}

export type PasswordLinkRow = {
  token_hash: string
  user_id: string
  expires_at: Date
  used_at: Date | null
}

export type ApiKeyRow = {
  workspace_id: string
  id: string
  key_hash: string
  prefix: string
  name: string
  scopes: string[]
  created_by: string
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

export type SavedViewRow = {
  workspace_id: string
  id: string
  list: string
  name: string
  owner_id: string | null
  is_shared: boolean
  search: ColumnType<Record<string, string[]>, string, string>
  columns: string[] | null
  created_at: Date
  changed_at: Date
  deleted_at: Date | null
}

export type DefaultViewRow = {
  workspace_id: string
  user_id: string
  list: string
  view_id: string
}

export type LoginAttemptRow = {
  id: Generated<string>
  account_blind: string
  address_blind: string
  at: Date
}

export type Tables = {
  'governance.workspace': WorkspaceRow
  'governance.app_user': UserRow
  'governance.membership': MembershipRow
  'governance.session': SessionRow
  'governance.password_link': PasswordLinkRow
  'governance.api_key': ApiKeyRow
  'governance.saved_view': SavedViewRow
  'governance.default_view': DefaultViewRow
  'governance.login_attempt': LoginAttemptRow
}
