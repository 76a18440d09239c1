import type { RefusalDefs } from '#kernel/refusal.ts'

const noSuchJourney = {
  status: 404,
  en: 'There is no such journey here.',
  'zh-CN': '这里没有这个旅程。',
  'zh-TW': '這裡沒有這個旅程。',
} as const

const notInThisState = {
  status: 409,
  en: 'That cannot be done to a journey that is {state}.',
  'zh-CN': '旅程处于「{state}」状态,不能这样操作。',
  'zh-TW': '旅程處於「{state}」狀態，不能這樣操作。',
} as const

const notSound = {
  status: 422,
  en: 'The journey has {errors} mistakes to mend first.',
  'zh-CN': '旅程还有 {errors} 处错误需要先改正。',
  'zh-TW': '旅程還有 {errors} 處錯誤需要先改正。',
} as const

/** What callers may be refused, by kind of route. */
export const refusalsOfJourneys = {
  found: { no_such_journey: noSuchJourney },
  act: { no_such_journey: noSuchJourney, not_in_this_state: notInThisState },
  save: {
    no_such_journey: noSuchJourney,
    not_in_this_state: notInThisState,
    saved_by_another: {
      status: 409,
      en: 'Somebody else has saved this draft since. Load it again.',
      'zh-CN': '草稿已被他人保存,请重新载入。',
      'zh-TW': '草稿已被他人儲存，請重新載入。',
    },
  },
  publish: {
    no_such_journey: noSuchJourney,
    not_in_this_state: notInThisState,
    not_sound: notSound,
  },
  rehearse: { no_such_journey: noSuchJourney, not_sound: notSound },
  rehearseCrowd: {
    no_such_journey: noSuchJourney,
    not_sound: notSound,
    no_such_trigger: {
      status: 422,
      en: 'The journey has no such trigger.',
      'zh-CN': '旅程中没有这个触发。',
      'zh-TW': '旅程中沒有這個觸發。',
    },
  },
} as const satisfies Readonly<Record<string, RefusalDefs>>
