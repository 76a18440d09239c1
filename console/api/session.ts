import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { api } from './client.ts'
import { problemOf } from './problem-of.ts'
import { queryClient } from './query-client.ts'
import { chooseWorkspace } from './workspace.ts'

export type Session = Awaited<ReturnType<typeof api.governance.me>>
export type Workspace = Session['workspaces'][number]

/** Who asks, in the workspace of last time; in her first, where that one is no longer hers. */
async function whoAsks(): Promise<Session> {
  const session = await api.governance.me({})
  const [first] = session.workspaces
  const settled = session.workspaceId ?? first?.id
  if (settled !== undefined) chooseWorkspace(settled)
  return session.workspaceId === null && first ? api.governance.me({}) : session
}

/** Who is logged in, and what she may do in the workspace she is in; `null` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['who'],
  meta: { asksWho: true },
  queryFn: async (): Promise<Session | null> => {
    try {
      return await whoAsks()
    } catch (error) {
      if (problemOf(error).status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

export async function logIn(email: string, password: string): Promise<void> {
  await api.governance.login({ email, password })
  queryClient.clear()
  await queryClient.fetchQuery(sessionQuery)
}

export async function logOut(): Promise<void> {
  await api.governance.logout({})
  forgetSession()
}

/** Nothing that was read for one person is left for the next. */
export function forgetSession(): void {
  queryClient.clear()
  queryClient.setQueryData(sessionQuery.queryKey, null)
}

const isOfWorkspace = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
  queryKey[0] !== sessionQuery.queryKey[0]

/**
 * What was read in one workspace must never be seen in another; rights differ, too. Whatever shows it
 * hangs on the session (see Shell) and is drawn anew with the one that is set here.
 */
export async function enterWorkspace(id: string): Promise<void> {
  chooseWorkspace(id)
  const session = await api.governance.me({})
  await queryClient.cancelQueries({ predicate: isOfWorkspace })
  queryClient.getMutationCache().clear()
  queryClient.removeQueries({ predicate: isOfWorkspace })
  queryClient.setQueryData(sessionQuery.queryKey, session)
}

/** Inside the shell somebody is always logged in. */
export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data
}

export const workspaceOf = (session: Session | null): Workspace | undefined =>
  session?.workspaces.find(({ id }) => id === session.workspaceId)

export const useWorkspace = (): Workspace | undefined => workspaceOf(useSession())

export const useTimeZone = (): string => useWorkspace()?.timeZone ?? DEFAULT_TIME_ZONE
