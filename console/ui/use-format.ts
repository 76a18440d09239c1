import { useMemo } from 'react'
import { useSkewMs } from '../api/server-clock.ts'
import { useTimeZone } from '../api/session.ts'
import { useLanguage } from '../i18n/language.ts'
import {
  formatCompact,
  formatDuration,
  formatMoney,
  formatMoneyCompact,
  formatNumber,
  formatPercent,
  formatShare,
} from './format.ts'
import { formatRelative, formatTime } from './format-time.ts'
import type { Instant, TimeStyle } from './format-time.ts'

/** What a number measures, and so how it is written. */
export type Unit = 'count' | 'money' | 'ratio' | 'duration'

/** The formatters in the reader's language and the workspace's time zone. */
export function useFormat() {
  const language = useLanguage()
  const timeZone = useTimeZone()
  const skewMs = useSkewMs()
  return useMemo(
    () => ({
      number: (n: number | null | undefined) => formatNumber(n, language),
      compact: (n: number | null | undefined) => formatCompact(n, language),
      percent: (ratio: number | null | undefined) => formatPercent(ratio, language),
      share: (part: number, whole: number) => formatShare(part, whole, language),
      money: (fen: number | null | undefined) => formatMoney(fen, language),
      duration: (ms: number | null | undefined) => formatDuration(ms, language),
      time: (at: Instant, style?: TimeStyle) => formatTime(at, timeZone, style),
      /** How long ago; a demo's clock runs faster than ours is told of, so what is ahead is of just now. */
      ago: (at: Instant) => {
        const now = new Date(Date.now() + skewMs)
        const isAhead = at !== null && at !== undefined && new Date(at) > now
        return formatRelative(isAhead ? now : at, now, language)
      },
      /** In full. */
      exact: (value: number | null | undefined, unit: Unit) => write(value, unit, language, false),
      /** As short as the language has it. */
      short: (value: number | null | undefined, unit: Unit) => write(value, unit, language, true),
    }),
    [language, timeZone, skewMs],
  )
}

export type Format = ReturnType<typeof useFormat>

function write(
  value: number | null | undefined,
  unit: Unit,
  language: Parameters<typeof formatNumber>[1],
  isShort: boolean,
): string {
  switch (unit) {
    case 'count':
      return isShort ? formatCompact(value, language) : formatNumber(value, language)
    case 'money':
      return isShort ? formatMoneyCompact(value, language) : formatMoney(value, language)
    case 'ratio':
      return formatPercent(value, language)
    case 'duration':
      return formatDuration(value, language)
  }
}
