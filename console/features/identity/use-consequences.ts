import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { api } from '../../api/client.ts'
import { orpc } from '../../api/client.ts'

export type Intended = Parameters<typeof api.identity.preview>[0]['intended']

/** What a change by hand would move, as the server finds by doing it and rolling it back. */
export function useConsequences(intended: Intended | undefined): string[] {
  const { t } = useTranslation('identity')
  const { data, isFetching, error } = useQuery({
    ...orpc.identity.preview.queryOptions({
      input: { intended: intended ?? { kind: 'undo', id: '1' } },
    }),
    enabled: intended !== undefined,
    // Asked once an opening: when it has been done, asking again would only be refused.
    staleTime: 'static',
    gcTime: 0,
    retry: false,
  })
  if (!intended) return []
  if (error) return [t('hand.noPreview')]
  if (!data || isFetching) return [t('hand.looking')]
  if (data.moved.length === 0) return [t('hand.nobodyMoves')]
  return data.moved.map(({ node, from, to, events }) =>
    t('hand.moves', {
      ...{ name: `${t(`kind.${node.kind}`)} ${node.value}`, from, to, count: events },
    }),
  )
}
