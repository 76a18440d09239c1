/** The life of a staff code, as a total table: WeCom is asked between `creating` and `live`. */
export const STATUSES = ['creating', 'live', 'failed', 'deleted'] as const
export type Status = (typeof STATUSES)[number]

export const ACTS = ['made', 'refused', 'retry', 'delete'] as const
export type Act = (typeof ACTS)[number]

export type Next = Status | 'no_change' | 'refused'

export const LIFECYCLE: Readonly<Record<Status, Readonly<Record<Act, Next>>>> = {
  creating: { made: 'live', refused: 'failed', retry: 'no_change', delete: 'deleted' },
  live: { made: 'no_change', refused: 'no_change', retry: 'no_change', delete: 'deleted' },
  failed: { made: 'live', refused: 'no_change', retry: 'creating', delete: 'deleted' },
  deleted: { made: 'refused', refused: 'refused', retry: 'refused', delete: 'no_change' },
}
