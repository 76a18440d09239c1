import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { contract } from './contract.ts'
import { problemOf } from './problem-of.ts'

type Listener = () => void
const expiredListeners = new Set<Listener>()

/** Called when the server no longer knows who is at the keyboard. Returns the way to stop listening. */
export function onSessionExpired(listener: Listener): Listener {
  expiredListeners.add(listener)
  return () => expiredListeners.delete(listener)
}

function noticeExpiry(error: unknown): void {
  const { status } = problemOf(error)
  if (status === 401) for (const listener of expiredListeners) listener()
  // What the console took to be hers is not: her role was changed while she worked.
  if (status === 403) void queryClient.invalidateQueries({ queryKey: ['who'] })
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // Asking who is logged in may be answered “nobody”: that is no expiry.
      if (query.meta?.asksWho !== true) noticeExpiry(error)
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.isLogin !== true) noticeExpiry(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it refuses again; what was lost on the way is worth two more tries.
      retry: (failures, error) => {
        const { status } = problemOf(error)
        return failures < 2 && (status === 0 || status >= 500)
      },
    },
  },
})

/** After a change: everything read from this module is read again. */
export const refresh = (module: keyof typeof contract): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: [[module]] })
