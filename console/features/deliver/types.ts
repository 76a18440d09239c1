import type { api } from '../../api/client.ts'

export type Broadcast = Awaited<ReturnType<typeof api.deliver.broadcast>>
export type Letter = Awaited<ReturnType<typeof api.deliver.listLetters>>['items'][number]
export type BudgetReport = Awaited<ReturnType<typeof api.deliver.budgetReport>>
