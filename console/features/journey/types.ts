import type { api } from '../../api/client.ts'

export type JourneyDetail = Awaited<ReturnType<typeof api.journey.journey>>
export type JourneyRow = Awaited<ReturnType<typeof api.journey.listJourneys>>['items'][number]
export type JourneyNumbers = Awaited<ReturnType<typeof api.journey.journeyNumbers>>
export type NodeNumbers = JourneyNumbers['nodes'][number]
export type SplitNumbers = JourneyNumbers['splits'][number]
export type Finding = JourneyDetail['findings'][number]
export type Run = Awaited<ReturnType<typeof api.journey.runsOfPerson>>['items'][number]
