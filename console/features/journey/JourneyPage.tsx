import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ReactFlowProvider } from '@xyflow/react'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { JourneyDesk } from './JourneyDesk.tsx'

/** One journey. The draft on the desk lives here; what the server has is read once for it. */
export function JourneyPage() {
  const { id = '' } = useParams({ strict: false })
  const journey = useQuery({
    ...orpc.journey.journey.queryOptions({ input: { id } }),
    refetchOnWindowFocus: false,
  })
  return (
    <Loaded query={journey}>
      {(detail) => (
        <ReactFlowProvider key={detail.id}>
          <JourneyDesk journey={detail} />
        </ReactFlowProvider>
      )}
    </Loaded>
  )
}
