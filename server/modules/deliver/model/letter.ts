import { z } from 'zod'
import type { Says } from '#kernel/locale.ts'

export const LETTER_STATES = [
  'queued',
  'held',
  'sending',
  'created',
  'sent',
  'failed',
  'unknown',
  'withheld',
  'expired',
] as const
export const LetterState = z.enum(LETTER_STATES)
export type LetterState = z.infer<typeof LetterState>

export const LETTER_ACTS = [
  /** quiet hours began before it went */
  'hold',
  /** a sender takes it, before it speaks to the provider */
  'claim',
  /** the provider surely did not take it: once more, later */
  'put_back',
  /** WeCom has a task; a member of staff must confirm it (law 9) */
  'create',
  'deliver',
  'fail',
  /** the sender was lost in the middle */
  'lose',
  'withhold',
  'expire',
] as const
export type LetterAct = (typeof LETTER_ACTS)[number]

type Row = Readonly<Record<LetterAct, LetterState | 'refused'>>

const NOTHING: Row = {
  hold: 'refused',
  claim: 'refused',
  put_back: 'refused',
  create: 'refused',
  deliver: 'refused',
  fail: 'refused',
  lose: 'refused',
  withhold: 'refused',
  expire: 'refused',
}

/**
 * What may become of a letter. `unknown` never goes back to `sending`: only the provider's answer to
 * a question ends it (law 6). What is over stays over.
 */
export const LETTER: Readonly<Record<LetterState, Row>> = {
  queued: { ...NOTHING, hold: 'held', claim: 'sending', withhold: 'withheld', expire: 'expired' },
  held: { ...NOTHING, hold: 'held', claim: 'sending', withhold: 'withheld', expire: 'expired' },
  sending: {
    ...NOTHING,
    hold: 'held',
    put_back: 'queued',
    create: 'created',
    deliver: 'sent',
    fail: 'failed',
    lose: 'unknown',
    withhold: 'withheld',
  },
  created: { ...NOTHING, deliver: 'sent', fail: 'failed', expire: 'expired' },
  unknown: { ...NOTHING, put_back: 'queued', create: 'created', deliver: 'sent', fail: 'failed' },
  sent: NOTHING,
  failed: NOTHING,
  withheld: NOTHING,
  expired: NOTHING,
}

/** The states in which the act is allowed: what an update's `where` names. */
export const statesBefore = (act: LetterAct): LetterState[] =>
  LETTER_STATES.filter((state) => LETTER[state][act] !== 'refused')

/** Room in the budget is kept while the letter may still reach her, and spent when it did. */
export const HOLDS_ROOM: Readonly<Record<LetterState, boolean>> = {
  queued: true,
  held: true,
  sending: true,
  created: true,
  sent: true,
  unknown: true,
  failed: false,
  withheld: false,
  expired: false,
}

export const LETTER_SAYS: Readonly<Record<LetterState, Says>> = {
  queued: { 'zh-CN': '待发送', 'zh-TW': '待傳送', en: 'Queued' },
  held: { 'zh-CN': '稍后发送', 'zh-TW': '稍後傳送', en: 'Held' },
  sending: { 'zh-CN': '发送中', 'zh-TW': '傳送中', en: 'Sending' },
  created: {
    'zh-CN': '任务已建,待员工确认',
    'zh-TW': '任務已建立，待員工確認',
    en: 'Task created, waiting for staff',
  },
  sent: { 'zh-CN': '已送达', 'zh-TW': '已送達', en: 'Sent' },
  failed: { 'zh-CN': '失败', 'zh-TW': '失敗', en: 'Failed' },
  unknown: { 'zh-CN': '结果未知,核实中', 'zh-TW': '結果未知，查證中', en: 'Unknown, being asked' },
  withheld: { 'zh-CN': '未发', 'zh-TW': '未傳送', en: 'Withheld' },
  expired: { 'zh-CN': '已过期', 'zh-TW': '已過期', en: 'Expired' },
}
