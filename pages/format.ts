import type { Locale } from '#kernel/locale.ts'
import type { Gift } from '#modules/loyalty/model/wallet.ts'
import type { Say } from './i18n/words.ts'

/** ¥8, ¥8.50: the cents only where there are some. */
export const money = (fen: number): string =>
  `¥${fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)}`

/** A day as people say it; with the hour where something ends within it. */
export function day(at: string, language: Locale, withHour = false): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    ...(withHour && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' as const }),
  }).format(new Date(at))
}

type Worth = Pick<Gift, 'valueFen' | 'percentOff'>

/** 20 % less is 8折 in Chinese, 85 折 when it is not whole. */
export function worth({ valueFen, percentOff }: Worth, language: Locale, say: Say): string {
  if (valueFen !== null) return money(valueFen)
  const off = percentOff ?? 0
  if (language === 'en') return say('off', { n: off })
  const left = 100 - off
  return say('off', { n: left % 10 === 0 ? left / 10 : left })
}

/** What must be true to use it: from how much, where, for how long. */
export function terms(gift: Gift, language: Locale, say: Say): string[] {
  const { thresholdFen, kind, validDays, validUntil } = gift
  return [
    thresholdFen > 0 ? say('fromFen', { money: money(thresholdFen) }) : say('anyOrder'),
    ...(kind === 'app_only' ? [say('appOnly')] : []),
    ...(validDays === null ? [] : [say('validDays', { n: validDays })]),
    ...(validUntil === null ? [] : [say('validUntil', { date: day(validUntil, language) })]),
  ]
}
