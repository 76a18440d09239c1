import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/may.ts'
import { paths } from '../../paths.ts'
import { NOTHING } from '../../ui/format.ts'

const PATIENCE = { staleTime: 5 * 60_000, retry: false } as const

/** A piece of content by its title. Asked once for all the rows that name it. */
export function ContentTitle({ id }: { id: string | null }) {
  const { data } = useQuery({
    queryKey: ['pick', 'content', 'name', id],
    queryFn: async () => (await api.content.getItem({ id: id ?? '' })).title,
    enabled: id !== null,
    ...PATIENCE,
  })
  return id === null ? NOTHING : <Link to={paths.content(id)}>{data ?? id.slice(0, 8)}</Link>
}

export function SegmentTitle({ id }: { id: string }) {
  const may = useMay()('audience:read')
  const { data } = useQuery({
    queryKey: ['pick', 'segment', 'name', id],
    queryFn: async () => (await api.audience.segment({ segmentId: id })).name,
    enabled: may,
    ...PATIENCE,
  })
  if (!may) return id.slice(0, 8)
  return <Link to={paths.segment(id)}>{data ?? id.slice(0, 8)}</Link>
}

export function JourneyTitle({ id }: { id: string }) {
  const may = useMay()('journey:read')
  const { data } = useQuery({
    queryKey: ['pick', 'journey', 'name', id],
    queryFn: async () => (await api.journey.journey({ id })).name,
    enabled: may,
    ...PATIENCE,
  })
  if (!may) return id.slice(0, 8)
  return <Link to={paths.journey(id)}>{data ?? id.slice(0, 8)}</Link>
}

export function BroadcastTitle({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['pick', 'broadcast', 'name', id],
    queryFn: async () => (await api.deliver.broadcast({ id })).name,
    ...PATIENCE,
  })
  return <Link to={paths.broadcast(id)}>{data ?? id.slice(0, 8)}</Link>
}
