import type { api } from '../../../api/client.ts'

export type GroupCode = Awaited<ReturnType<typeof api.entry.getGroupCode>>
export type GroupPlace = GroupCode['places'][number]
export type GroupBehind = GroupPlace['groups'][number]
export type PlaceInput = Parameters<typeof api.entry.addGroupPlace>[0]['place']
