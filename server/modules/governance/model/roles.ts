import { MODULES } from '#kernel/route.ts'
import type { ModuleName, Permission } from '#kernel/route.ts'

/** Who may what, as data. The console's role page, the checks and the tests read this table. */
export const ROLES = ['admin', 'operator', 'analyst', 'guide'] as const
export type Role = (typeof ROLES)[number]

/** What can be granted; `public` and `signed_in` ask for no grant. */
export type Grant = Exclude<Permission, 'public' | 'signed_in'>
export type Scope = Grant | '*'

interface Row {
  /** besides admins, who may everything in their workspace */
  read: readonly Role[]
  write: readonly Role[]
}

const EVERYBODY: readonly Role[] = ['operator', 'analyst', 'guide']
const OFFICE: readonly Role[] = ['operator', 'analyst']
const OPERATORS: readonly Role[] = ['operator']

const BY_MODULE: Readonly<Record<ModuleName, Row>> = {
  collect: { read: OFFICE, write: [] },
  identity: { read: EVERYBODY, write: OPERATORS },
  profile: { read: EVERYBODY, write: ['operator', 'guide'] },
  audience: { read: OFFICE, write: OPERATORS },
  content: { read: EVERYBODY, write: OPERATORS },
  entry: { read: OFFICE, write: OPERATORS },
  commerce: { read: EVERYBODY, write: OPERATORS },
  loyalty: { read: EVERYBODY, write: OPERATORS },
  deliver: { read: EVERYBODY, write: OPERATORS },
  journey: { read: OFFICE, write: OPERATORS },
  fission: { read: EVERYBODY, write: OPERATORS },
  community: { read: EVERYBODY, write: ['operator', 'guide'] },
  insight: { read: OFFICE, write: OFFICE },
  governance: { read: [], write: [] },
}

/** Total over every permission a route can ask for: a new module does not compile without a row. */
export const HOLDERS: Readonly<Record<Grant, readonly Role[]>> = {
  ...(Object.fromEntries(
    MODULES.flatMap((module) => [
      [`${module}:read`, withAdmin(BY_MODULE[module].read)],
      [`${module}:write`, withAdmin(BY_MODULE[module].write)],
    ]),
  ) as Record<`${ModuleName}:${'read' | 'write'}`, readonly Role[]>),
  'pii:read': withAdmin(['operator', 'guide']),
  'people:erase': withAdmin([]),
}

function withAdmin(roles: readonly Role[]): readonly Role[] {
  return ['admin', ...roles]
}

export const GRANTS = Object.keys(HOLDERS) as Grant[]
export const SCOPES: readonly Scope[] = ['*', ...GRANTS]

/** What a role may in its workspace. Admins hold `*`, so that what is added later is theirs too. */
export function permissionsOf(role: Role): ReadonlySet<string> {
  if (role === 'admin') return new Set(['*', ...GRANTS])
  return new Set(GRANTS.filter((grant) => HOLDERS[grant].includes(role)))
}

/**
 * Held by the installation's owners and by keys of scope `*`: making workspaces, moving the clock.
 * It is no grant, because nobody inside a workspace can give it away.
 */
export const INSTALLATION = 'installation'

/** May a holder of these permissions hand out this scope? Nobody gives more than they have. */
export function mayGive(held: ReadonlySet<string>, scope: Scope): boolean {
  if (scope === '*') return held.has(INSTALLATION)
  if (held.has('*') || held.has(scope)) return true
  return scope.endsWith(':read') && held.has(scope.replace(/read$/, 'write'))
}
