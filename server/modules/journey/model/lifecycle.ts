import type { Says } from '#kernel/locale.ts'

export const JOURNEY_STATES = ['draft', 'live', 'paused', 'ended'] as const
export type JourneyState = (typeof JOURNEY_STATES)[number]
export const JOURNEY_ACTS = ['publish', 'pause', 'resume', 'end'] as const
export type JourneyAct = (typeof JOURNEY_ACTS)[number]
export type Next = JourneyState | 'no_change' | 'refused'

/**
 * What each act does in each state. Publishing while paused makes a new version and stays paused: who
 * stopped a journey to mend it decides when it goes on.
 */
export const JOURNEY: Readonly<Record<JourneyState, Readonly<Record<JourneyAct, Next>>>> = {
  draft: { publish: 'live', pause: 'refused', resume: 'refused', end: 'ended' },
  live: { publish: 'live', pause: 'paused', resume: 'no_change', end: 'ended' },
  paused: { publish: 'paused', pause: 'no_change', resume: 'live', end: 'ended' },
  ended: { publish: 'refused', pause: 'refused', resume: 'refused', end: 'no_change' },
}

export const STATE_SAYS: Readonly<Record<JourneyState, Says>> = {
  draft: { 'zh-CN': '草稿', 'zh-TW': '草稿', en: 'Draft' },
  live: { 'zh-CN': '运行中', 'zh-TW': '執行中', en: 'Live' },
  paused: { 'zh-CN': '已暂停', 'zh-TW': '已暫停', en: 'Paused' },
  ended: { 'zh-CN': '已结束', 'zh-TW': '已結束', en: 'Ended' },
}
