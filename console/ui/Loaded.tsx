import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ErrorNote } from './ErrorNote.tsx'

interface LoadedProps<Data> {
  query: { data: Data | undefined; error: Error | null; refetch: () => unknown }
  children: (data: Data) => ReactNode
}

/** What was asked for, or what stands for it: a skeleton while it comes, the reason when it does not. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active style={{ padding: 16 }} />
}
