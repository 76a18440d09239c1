import type { api } from '../../api/client.ts'

export type Game = Awaited<ReturnType<typeof api.fission.game>>
export type Tree = Awaited<ReturnType<typeof api.fission.tree>>
export type TreeNode = Tree['nodes'][number]
export type Reward = Tree['rewards'][number]
