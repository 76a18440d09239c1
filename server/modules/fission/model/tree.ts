/** One friend brought: who, by whom, when, and whether it led to an order. */
export interface Branch {
  inviter: string
  invitee: string
  acceptedAt: Date
  state: 'accepted' | 'rewarded' | 'revoked' | 'refused' | 'expired'
}

export interface Node {
  personId: string
  parentId: string | undefined
  /** 0: started by herself; n: brought by somebody of n − 1 */
  generation: number
  state: Branch['state'] | 'root'
  acceptedAt: Date | undefined
  brought: number
  converted: number
}

/** The invitation forest. A person is placed once, by the first who brought her; loops are cut. */
export function treeOf(branches: readonly Branch[]): Node[] {
  const inOrder = branches.toSorted((a, b) => a.acceptedAt.getTime() - b.acceptedAt.getTime())
  const parent = new Map<string, Branch>()
  for (const branch of inOrder)
    if (!parent.has(branch.invitee) && !leadsTo(parent, branch.inviter, branch.invitee))
      parent.set(branch.invitee, branch)
  const people = new Set(inOrder.flatMap((b) => [b.inviter, b.invitee]))
  const depth = (id: string): number => {
    const up = parent.get(id)
    return up ? 1 + depth(up.inviter) : 0
  }
  const children = Map.groupBy(parent.values(), (b) => b.inviter)
  return [...people].map((personId): Node => {
    const branch = parent.get(personId)
    const brought = children.get(personId) ?? []
    return {
      personId,
      parentId: branch?.inviter,
      generation: depth(personId),
      state: branch?.state ?? 'root',
      acceptedAt: branch?.acceptedAt,
      brought: brought.length,
      converted: brought.filter((b) => b.state === 'rewarded').length,
    }
  })
}

/** Is `from` somewhere below `ancestor` already? */
function leadsTo(parent: ReadonlyMap<string, Branch>, from: string, ancestor: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = parent.get(at)?.inviter)
    if (at === ancestor) return true
  return false
}

export interface SpreadNumbers {
  inviters: number
  invitationsOpened: number
  accepted: number
  converted: number
  revoked: number
  /** friends who bought per person who invited (K-factor of buyers) */
  kFactor: number
  /** median time from an invitation made to a friend accepting it, undefined below 3 */
  medianCycleHours: number | undefined
  generations: number
}

export function spreadNumbers(
  nodes: readonly Node[],
  facts: { inviters: number; opened: number; cyclesMs: readonly number[] },
): SpreadNumbers {
  const invited = nodes.filter((n) => n.state !== 'root')
  const converted = invited.filter((n) => n.state === 'rewarded').length
  const cycles = facts.cyclesMs.toSorted((a, b) => a - b)
  const median = cycles[Math.floor(cycles.length / 2)]
  return {
    inviters: facts.inviters,
    invitationsOpened: facts.opened,
    accepted: invited.length,
    converted,
    revoked: invited.filter((n) => n.state === 'revoked').length,
    kFactor: facts.inviters === 0 ? 0 : Math.round((converted / facts.inviters) * 1_000) / 1_000,
    medianCycleHours:
      cycles.length < 3 || median === undefined ? undefined : Math.round(median / 360_000) / 10,
    generations: Math.max(0, ...nodes.map((n) => n.generation)),
  }
}
