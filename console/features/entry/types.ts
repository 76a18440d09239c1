import type { api } from '../../api/client.ts'

export type Code = Awaited<ReturnType<typeof api.entry.getCode>>
export type Post = Awaited<ReturnType<typeof api.entry.getPost>>
export type MatrixFigures = Awaited<ReturnType<typeof api.entry.matrixFigures>>
export type ConnectionRow = Awaited<ReturnType<typeof api.entry.listConnections>>['items'][number]
