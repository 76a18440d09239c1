import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { QueryKey } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

/** One page of a list. `next` is the server's opaque cursor; without it this page is the last. */
export interface ListPage<Row> {
  items: readonly Row[]
  next?: string | null | undefined
  /** How many there are in all, where the server can tell. */
  total?: number | null | undefined
}

export interface ListSource<Row> {
  /** Names what is asked, filters included: another key is another list. */
  key: QueryKey
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<ListPage<Row>>
}

export interface List<Row> {
  rows: readonly Row[]
  total: number | undefined
  isLoading: boolean
  /** The rows belong to the question before; the new answer is on its way. */
  isStale: boolean
  error: Error | null
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
  refresh: () => void
  /** Reads all pages from the start, for an export. */
  all: () => AsyncGenerator<readonly Row[]>
}

export async function* allPages<Row>(
  load: ListSource<Row>['load'],
): AsyncGenerator<readonly Row[]> {
  let cursor: string | undefined
  do {
    const page = await load(cursor)
    yield page.items
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

/** A server-side list, page after page as the reader scrolls. */
export function useList<Row>({ key, load }: ListSource<Row>): List<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  return {
    rows,
    total: data?.pages[0]?.total ?? undefined,
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    error: data ? null : query.error,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore,
    refresh: () => void refetch(),
    all: () => allPages(load),
  }
}
