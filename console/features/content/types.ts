import type { api } from '../../api/client.ts'

export type Item = Awaited<ReturnType<typeof api.content.getItem>>
export type Statistics = Awaited<ReturnType<typeof api.content.itemStatistics>>
