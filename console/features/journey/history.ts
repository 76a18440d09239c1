import type { Graph } from '#modules/journey/model/graph.ts'
import { edit } from './graph-edit.ts'
import type { Edit } from './graph-edit.ts'

export interface History {
  past: readonly Graph[]
  present: Graph
  future: readonly Graph[]
  /** What was typed last: more of the same is one step back, not one for every letter. */
  typing: string | undefined
}

export type Step = { kind: 'undo' } | { kind: 'redo' } | { kind: 'replace'; graph: Graph } | Edit

const STEPS_MAX = 200

const typingOf = (step: Step): string | undefined =>
  step.kind === 'configure' || step.kind === 'name' ? `${step.kind}.${step.nodeId}` : undefined

export const begin = (graph: Graph): History => ({
  past: [],
  present: graph,
  future: [],
  typing: undefined,
})

/** The history after one step. An edit that changes nothing leaves no trace. */
export function travel(history: History, step: Step): History {
  const { past, present, future } = history
  switch (step.kind) {
    case 'undo': {
      const before = past.at(-1)
      if (!before) return history
      return {
        past: past.slice(0, -1),
        present: before,
        future: [present, ...future],
        typing: undefined,
      }
    }
    case 'redo': {
      const [after, ...rest] = future
      if (!after) return history
      return { past: [...past, present], present: after, future: rest, typing: undefined }
    }
    case 'replace':
      return begin(step.graph)
    default: {
      const next = edit(present, step)
      if (next === present) return history
      const typing = typingOf(step)
      const isMore = typing !== undefined && typing === history.typing
      return {
        past: isMore ? past : [...past.slice(-STEPS_MAX), present],
        present: next,
        future: [],
        typing,
      }
    }
  }
}
