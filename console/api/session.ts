import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { api } from './client.ts'
import { problemOf } from './problem-of.ts'
import { queryClient } from './query-client.ts'
import type { Session, Workspace } from './session-contract.ts'
import { chooseWorkspace, currentWorkspace, useWorkspaceId } from './workspace.ts'

/** Who is logged in; `null` when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['who'],
  meta: { asksWho: true },
  queryFn: async (): Promise<Session | null> => {
    try {
      return await api.session.current()
    } catch (error) {
      if (problemOf(error).status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** The workspace of last time if she still belongs to it, else her first. */
export function settleWorkspace(session: Session): Workspace | undefined {
  const workspace =
    session.workspaces.find(({ id }) => id === currentWorkspace()) ?? session.workspaces[0]
  if (workspace) chooseWorkspace(workspace.id)
  return workspace
}

export async function logIn(email: string, password: string): Promise<Session> {
  const session = await api.session.logIn({ email, password })
  queryClient.clear()
  queryClient.setQueryData(sessionQuery.queryKey, session)
  settleWorkspace(session)
  return session
}

export async function logOut(): Promise<void> {
  await api.session.logOut()
  forgetSession()
}

/** Nothing that was read for one person is left for the next. */
export function forgetSession(): void {
  queryClient.clear()
  queryClient.setQueryData(sessionQuery.queryKey, null)
}

/** Inside the shell somebody is always logged in. */
export function useSession(): Session | null {
  return useSuspenseQuery(sessionQuery).data
}

export function useWorkspace(): Workspace | undefined {
  const session = useSession()
  const id = useWorkspaceId()
  return session?.workspaces.find((workspace) => workspace.id === id) ?? session?.workspaces[0]
}

export function useTimeZone(): string {
  return useWorkspace()?.timeZone ?? DEFAULT_TIME_ZONE
}

/** May she do this? `undefined` as a wish means: everyone may. */
export const mayDo = (session: Session | null, wish: string | undefined): boolean =>
  wish === undefined || session?.may.includes('*') === true || session?.may.includes(wish) === true

export const useMay = (wish: string | undefined): boolean => mayDo(useSession(), wish)
