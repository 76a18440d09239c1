import { Panel } from '@xyflow/react'
import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Graph } from '#modules/journey/model/graph.ts'
import { Canvas } from './canvas/Canvas.tsx'
import { flowEdges, NODE_STEP_PX, stepNodes } from './canvas/flow.ts'
import { Palette } from './canvas/Palette.tsx'
import css from './Desk.module.css'
import { NodeDrawer } from './drawer/NodeDrawer.tsx'
import { RehearsalDrawer } from './drawer/RehearsalDrawer.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { freshId } from './graph-edit.ts'
import { RehearsalPanel } from './RehearsalPanel.tsx'
import type { JourneyDetail, NodeNumbers } from './types.ts'
import type { Draft } from './use-draft.ts'
import { useRehearsal } from './use-rehearsal.ts'
import { useThings } from './use-things.ts'

/** While the answer is on its way nobody stands anywhere. */
const NOBODY: readonly NodeNumbers[] = []

interface DraftDeskProps {
  journey: JourneyDetail
  draft: Draft
  isRehearsing: boolean
  onDraw: () => void
}

/** Drawing: the kinds of steps, the canvas, and the settings of the step that is chosen. */
export function DraftDesk({ journey, draft, isRehearsing, onDraw }: DraftDeskProps) {
  const { t } = useTranslation('journey')
  const { graph, act } = draft
  const notAllowed = useNotAllowed('journey:write')
  const onEdit = notAllowed === undefined && !isRehearsing ? act : undefined
  const rehearsal = useRehearsal(journey.id, graph, isRehearsing)
  const numbers = rehearsal && (rehearsal.crowd.data?.nodes ?? NOBODY)
  const [chosen, setChosen] = useState<string>()
  const things = useThings(graph)
  const { findings } = journey
  const nodes = useMemo(
    () => stepNodes({ graph, things, findings, numbers }),
    [graph, things, findings, numbers],
  )
  const edges = useMemo(() => flowEdges({ graph, numbers }), [graph, numbers])
  const node = graph.nodes.find(({ id }) => id === chosen)
  return (
    <div className={css.body}>
      {onEdit && (
        <Palette
          after={node && { id: node.id, nextTo: besides(graph, node) }}
          onAdd={(edit) => {
            onEdit(edit)
            setChosen(freshId(graph, edit.node))
          }}
        />
      )}
      <Canvas nodes={nodes} edges={edges} chosen={chosen} onChoose={setChosen} onEdit={onEdit}>
        <Panel position="top-left">
          {rehearsal ? (
            <RehearsalPanel of={rehearsal} onClose={onDraw} />
          ) : onEdit ? (
            <Reentry graph={graph} onChange={(reentry) => onEdit({ kind: 'reentry', reentry })} />
          ) : (
            <p className={css.overlay}>{notAllowed}</p>
          )}
        </Panel>
        {graph.nodes.length === 0 && onEdit && (
          <Panel position="top-center">
            <p className={css.overlay}>{t('canvas.empty')}</p>
          </Panel>
        )}
      </Canvas>
      {node && rehearsal?.crowd.data && (
        <RehearsalDrawer
          node={node}
          crowd={rehearsal.crowd.data}
          onClose={() => setChosen(undefined)}
        />
      )}
      {node && !rehearsal && (
        <NodeDrawer
          key={node.id}
          graph={graph}
          node={node}
          findings={findings.filter(({ nodeId }) => nodeId === node.id)}
          onEdit={onEdit}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  )
}

/** To the right of a step, below what stands there already. */
function besides({ nodes }: Graph, { x, y }: { x: number; y: number }) {
  const column = nodes.filter((node) => Math.abs(node.x - (x + NODE_STEP_PX)) < NODE_STEP_PX / 2)
  const taken = (at: number) => column.some((node) => Math.abs(node.y - at) < 100)
  let free = y
  while (taken(free)) free += 120
  return { x: x + NODE_STEP_PX, y: free }
}

function Reentry({
  graph,
  onChange,
}: {
  graph: Graph
  onChange: (reentry: Graph['reentry']) => void
}) {
  const { t } = useTranslation('journey')
  const { reentry } = graph
  const options: { value: string; label: string; reentry: Graph['reentry'] }[] = [
    { value: 'once', label: t('reentry.once'), reentry: { kind: 'once' } },
    ...[7, 30, 90].map((days) => ({
      value: String(days),
      label: t('reentry.afterDays', { days }),
      reentry: { kind: 'after_days' as const, days },
    })),
    { value: 'always', label: t('reentry.always'), reentry: { kind: 'always' } },
  ]
  const value = reentry.kind === 'after_days' ? String(reentry.days) : reentry.kind
  return (
    <Select
      aria-label={t('reentry.title')}
      size="small"
      value={value}
      popupMatchSelectWidth={false}
      options={options.map((option) => ({ value: option.value, label: option.label }))}
      onChange={(next) => {
        const found = options.find((option) => option.value === next)
        if (found) onChange(found.reentry)
      }}
    />
  )
}
