import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'

export const DEPTH_MAX = 8
export const NODES_MAX = 100

const childrenOf = (node: unknown): readonly unknown[] => {
  if (typeof node !== 'object' || node === null || !('of' in node)) return []
  return Array.isArray(node.of) ? node.of : [node.of]
}

/** How deep and how large, level by level: no recursion, so no input can exhaust the stack. */
function sizeOf(root: unknown): { depth: number; nodes: number } {
  let [depth, nodes] = [0, 0]
  for (let level = [root]; level.length > 0; level = level.flatMap(childrenOf)) {
    depth++
    nodes += level.length
    if (depth > DEPTH_MAX || nodes > NODES_MAX) break
  }
  return { depth, nodes }
}

/** For `z.preprocess`: hands the input on, or refuses it with the limit it breaks. */
export function withinLimits<Ctx extends z.core.$RefinementCtx>(input: unknown, ctx: Ctx): unknown {
  const { depth, nodes } = sizeOf(input)
  if (depth <= DEPTH_MAX && nodes <= NODES_MAX) return input
  const code = depth > DEPTH_MAX ? 'predicate_too_deep' : 'predicate_too_large'
  ctx.addIssue({
    code: 'custom',
    message:
      code === 'predicate_too_deep'
        ? inAll({
            'zh-CN': `条件最多嵌套 ${DEPTH_MAX} 层`,
            'zh-TW': `條件最多巢狀 ${DEPTH_MAX} 層`,
            en: `conditions may be nested ${DEPTH_MAX} levels deep`,
          })
        : inAll({
            'zh-CN': `最多 ${NODES_MAX} 个条件`,
            'zh-TW': `最多 ${NODES_MAX} 個條件`,
            en: `a predicate may have ${NODES_MAX} conditions`,
          }),
    params: { code, max: code === 'predicate_too_deep' ? DEPTH_MAX : NODES_MAX },
    input,
  })
  return z.NEVER
}
