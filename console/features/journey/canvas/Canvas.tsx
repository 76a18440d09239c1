import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  Controls,
  MarkerType,
  MiniMap,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react'
import type { Connection, NodeChange, ReactFlowInstance } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useEffect, useMemo, useState } from 'react'
import type { DragEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeKind } from '#modules/journey/model/nodes.ts'
import { NODE_KINDS } from '#modules/journey/model/nodes.ts'
import { useIsDark } from '../../../theme/mode.ts'
import { useIsNarrow } from '../../../ui/use-is-narrow.ts'
import type { Edit, Place } from '../graph-edit.ts'
import css from './Canvas.module.css'
import type { FlowEdge as Flow, StepNode as Step } from './flow.ts'
import { FlowEdge } from './FlowEdge.tsx'
import { StepNode } from './StepNode.tsx'

const NODE_TYPES = { step: StepNode }
const EDGE_TYPES = { flow: FlowEdge }
export const DRAGGED_KIND = 'application/x-siyu-node'

interface CanvasProps {
  nodes: readonly Step[]
  edges: readonly Flow[]
  chosen: string | undefined
  onChoose: (nodeId: string | undefined) => void
  /** Without it the canvas can only be looked at. */
  onEdit?: ((edit: Edit) => void) | undefined
  children?: ReactNode
}

const READABLE_ZOOM = 0.62
const MARGIN_PX = 48

/** All of it where that can be read; else from the beginning, at a size that can. */
async function showFirst(flow: ReactFlowInstance<Step, Flow>): Promise<void> {
  await flow.fitView({ padding: 0.12, maxZoom: 1 })
  if (flow.getZoom() >= READABLE_ZOOM) return
  const nodes = flow.getNodes()
  const first = nodes.toSorted((a, b) => a.position.x - b.position.x)[0]
  if (!first) return
  const top = Math.min(...nodes.map(({ position }) => position.y))
  const above = Math.min(first.position.y - top, window.innerHeight / 2 / READABLE_ZOOM)
  await flow.setViewport({
    x: MARGIN_PX - first.position.x * READABLE_ZOOM,
    y: 2 * MARGIN_PX - (first.position.y - above) * READABLE_ZOOM,
    zoom: READABLE_ZOOM,
  })
}

const kindOf = (text: string): NodeKind | undefined => NODE_KINDS.find((kind) => kind === text)

/** The graph from left to right; keyboard: Tab walks the steps, arrows move, Delete removes. */
export function Canvas({ nodes, edges, chosen, onChoose, onEdit, children }: CanvasProps) {
  const { t } = useTranslation('journey')
  const isDark = useIsDark()
  const isNarrow = useIsNarrow()
  const { screenToFlowPosition } = useReactFlow()
  const [shown, setShown] = useState<Step[]>([...nodes])
  const [seen, setSeen] = useState(nodes)
  const [cutEdges, setCutEdges] = useState<ReadonlySet<string>>(new Set())
  if (nodes !== seen) {
    setSeen(nodes)
    // What the canvas has measured and chosen stays; everything else comes from the graph.
    setShown(
      nodes.map((node) => {
        const { measured, selected } = shown.find(({ id }) => id === node.id) ?? {}
        return { ...node, ...(measured && { measured }), selected: selected ?? false }
      }),
    )
  }
  useEffect(() => {
    setShown((now) =>
      now.some((node) => (node.selected ?? false) !== (node.id === chosen))
        ? now.map((node) => ({ ...node, selected: node.id === chosen }))
        : now,
    )
  }, [chosen])

  const change = (changes: NodeChange<Step>[]) => {
    const kept = changes.filter(({ type }) => type !== 'remove')
    setShown((now) => applyNodeChanges(kept, now))
    // Told apart from what is selected: only what the reader selects herself arrives here.
    const picked = changes.filter((one) => one.type === 'select' && one.selected)
    const [pick] = picked
    if (pick?.type === 'select' && picked.length === 1) onChoose(pick.id)
    const places = new Map<string, Place>()
    for (const one of changes) {
      if (one.type !== 'position' || one.dragging !== false || !one.position) continue
      const before = nodes.find(({ id }) => id === one.id)?.position
      if (before?.x !== one.position.x || before?.y !== one.position.y)
        places.set(one.id, one.position)
    }
    if (places.size > 0) onEdit?.({ kind: 'move', places })
  }
  const drop = (event: DragEvent) => {
    const kind = kindOf(event.dataTransfer.getData(DRAGGED_KIND))
    if (!kind || !onEdit) return
    event.preventDefault()
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    onEdit({ kind: 'add', node: kind, at: { x: Math.round(x), y: Math.round(y) } })
  }
  const drawn = useMemo(
    () =>
      edges.map((edge) => ({
        ...edge,
        selected: cutEdges.has(edge.id),
        markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--steady)' },
      })),
    [edges, cutEdges],
  )
  const connect = ({ source, sourceHandle, target }: Connection) =>
    onEdit?.({ kind: 'connect', from: source, exit: sourceHandle ?? '', to: target })

  return (
    <div
      className={css.canvas}
      onDrop={drop}
      onDragOver={(event) => onEdit && event.preventDefault()}
      aria-label={t('canvas.label')}
      role="application"
    >
      <ReactFlow<Step, Flow>
        nodes={shown}
        edges={drawn}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={isDark ? 'dark' : 'light'}
        onNodesChange={change}
        onEdgesChange={(changes) => {
          const now = new Set(cutEdges)
          for (const one of changes) {
            if (one.type !== 'select') continue
            if (one.selected) now.add(one.id)
            else now.delete(one.id)
          }
          setCutEdges(now)
        }}
        onConnect={connect}
        onReconnect={(old, next) => {
          onEdit?.({ kind: 'disconnect', from: old.source, exit: old.sourceHandle ?? '' })
          connect(next)
        }}
        onDelete={({ nodes: gone, edges: cut }) => {
          onEdit?.({
            kind: 'remove',
            nodeIds: gone.map(({ id }) => id),
            edgeIds: cut.map(({ id }) => id),
          })
          if (gone.some(({ id }) => id === chosen)) onChoose(undefined)
        }}
        onPaneClick={() => onChoose(undefined)}
        nodesDraggable={onEdit !== undefined}
        nodesConnectable={onEdit !== undefined}
        edgesReconnectable={onEdit !== undefined}
        deleteKeyCode={onEdit ? ['Delete', 'Backspace'] : null}
        multiSelectionKeyCode="Shift"
        snapToGrid
        snapGrid={[10, 10]}
        minZoom={0.2}
        maxZoom={1.6}
        onInit={(flow) => void showFirst(flow)}
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--line)" />
        <Controls showInteractive={false} />
        {!isNarrow && (
          <MiniMap
            pannable
            zoomable
            ariaLabel={t('canvas.map')}
            nodeColor="var(--steady)"
            maskColor={isDark ? 'rgb(16 24 28 / 65%)' : 'rgb(251 250 247 / 70%)'}
            bgColor="var(--raised)"
          />
        )}
        {children}
      </ReactFlow>
    </div>
  )
}
