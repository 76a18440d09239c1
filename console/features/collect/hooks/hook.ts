import type { api } from '../../../api/client.ts'
import type { DraftMapping } from '../mapping/draft.ts'
import type { DraftScheme } from './scheme.ts'

export type Hook = Awaited<ReturnType<typeof api.collect.hook>>
export type HookRow = Awaited<ReturnType<typeof api.collect.hooks>>['items'][number]

/** A webhook as its form has it. */
export interface Draft {
  scheme: DraftScheme
  answer?: string | undefined
  mapping: DraftMapping
}
