import { NODES } from '#modules/journey/model/nodes.ts'
import type { GraphNode } from '#modules/journey/model/graph.ts'
import type { Says } from '#kernel/locale.ts'

export interface Exit {
  id: string
  /** How it reads on the canvas; a lone way out has no need of a name. */
  label: Says | undefined
  /** May lead nowhere: leaving by it ends the run, and that is meant. */
  isOpen: boolean
}

interface VariantLike {
  id: string
  name: string
}

const isVariant = (value: unknown): value is VariantLike =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string'

const variantsOf = ({ config }: GraphNode): VariantLike[] =>
  Array.isArray(config.variants) ? config.variants.filter(isVariant) : []

/** What a node half filled in would have as ways out. */
function likelyExits(node: GraphNode): string[] {
  const { role, exitLabels } = NODES[node.kind]
  if (node.kind === 'split') return variantsOf(node).map(({ id }) => id)
  if (role === 'trigger') return ['entered']
  return Object.keys(exitLabels)
}

/** The ways out of a node, also of one that cannot be read yet: a draft may be half done. */
export function exitsOf(node: GraphNode): Exit[] {
  const { exitLabels, read } = NODES[node.kind]
  const known = read(node.config)
  const ids = known.kind === 'ok' ? known.node.exits : likelyExits(node)
  const open = known.kind === 'ok' ? known.node.openExits : []
  const names = new Map(variantsOf(node).map(({ id, name }) => [id, name]))
  return ids.map((id) => {
    const name = names.get(id)
    return {
      id,
      label: name === undefined ? exitLabels[id] : { 'zh-CN': name, 'zh-TW': name, en: name },
      isOpen: open.includes(id),
    }
  })
}

/** A node in words; `undefined` while it cannot be read. */
export function saysOf(node: GraphNode): Says | undefined {
  const known = NODES[node.kind].read(node.config)
  return known.kind === 'ok' ? known.node.says : undefined
}
