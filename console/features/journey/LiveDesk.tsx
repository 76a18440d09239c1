import { useQuery } from '@tanstack/react-query'
import { Panel } from '@xyflow/react'
import { Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Graph } from '#modules/journey/model/graph.ts'
import { orpc } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { Freshness } from '../../ui/Freshness.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Canvas } from './canvas/Canvas.tsx'
import { flowEdges, stepNodes } from './canvas/flow.ts'
import css from './Desk.module.css'
import { LiveDrawer } from './drawer/LiveDrawer.tsx'
import type { JourneyDetail } from './types.ts'
import { useThings } from './use-things.ts'

const LOOK_EVERY_MS = 5_000

/** Watching: the live version with its people; lines thicken with the flow. */
export function LiveDesk({ journey, graph }: { journey: JourneyDetail; graph: Graph }) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const format = useFormat()
  const [chosen, setChosen] = useState<string>()
  const things = useThings(graph)
  const { data } = useQuery({
    ...orpc.journey.journeyNumbers.queryOptions({ input: { id: journey.id } }),
    refetchInterval: LOOK_EVERY_MS,
  })
  const numbers = data?.nodes
  const nodes = useMemo(
    () => stepNodes({ graph, things, findings: [], numbers: numbers ?? [] }),
    [graph, things, numbers],
  )
  const edges = useMemo(() => flowEdges({ graph, numbers: numbers ?? [] }), [graph, numbers])
  const node = graph.nodes.find(({ id }) => id === chosen)
  const { entered, active, reachedGoal } = journey.numbers
  return (
    <div className={css.body}>
      <Canvas nodes={nodes} edges={edges} chosen={chosen} onChoose={setChosen}>
        <Panel position="top-left">
          <div className={css.overlay}>
            <span>
              {t('list.entered')} <b>{format.number(entered)}</b>
            </span>
            <span>
              {t('list.active')} <b>{format.number(active)}</b>
            </span>
            <span>
              {t('list.goal')} <b>{format.share(reachedGoal, entered)}</b>
            </span>
            {data && (
              <Tooltip title={say(data.definition)}>
                <span>
                  <Freshness at={data.asOf} />
                </span>
              </Tooltip>
            )}
          </div>
        </Panel>
      </Canvas>
      {node && (
        <LiveDrawer
          key={node.id}
          journeyId={journey.id}
          node={node}
          numbers={numbers?.find(({ nodeId }) => nodeId === node.id)}
          split={data?.splits.find(({ nodeId }) => nodeId === node.id)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  )
}
