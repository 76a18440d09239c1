import type { Language } from '../i18n/names.ts'

/** Shown where a value is not known. */
export const NOTHING = '—'

type Maybe<T> = T | null | undefined

const cache = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}${JSON.stringify(options)}`
  const known = cache.get(key) ?? new Intl.NumberFormat(language, options)
  cache.set(key, known)
  return known
}

const isKnown = (n: Maybe<number>): n is number => typeof n === 'number' && Number.isFinite(n)

/** 1,234,567 · with at most two decimals. */
export const formatNumber = (n: Maybe<number>, language: Language): string =>
  isKnown(n) ? numberFormat(language, { maximumFractionDigits: 2 }).format(n) : NOTHING

/** Where space is short: 12.3万, 1.2亿; 12.3K, 1.2M. Below ten thousand nothing is cut. */
export function formatCompact(n: Maybe<number>, language: Language): string {
  if (!isKnown(n)) return NOTHING
  if (Math.abs(n) < 10_000) return formatNumber(n, language)
  return numberFormat(language, { notation: 'compact', maximumSignificantDigits: 4 }).format(n)
}

/** A ratio: 0.1234 → 12.3%. One decimal, so that neighbours compare. */
export const formatPercent = (ratio: Maybe<number>, language: Language, decimals = 1): string =>
  isKnown(ratio)
    ? numberFormat(language, {
        style: 'percent',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(ratio)
    : NOTHING

/** A percentage with its denominator: 12.3% (123 / 1,000). No share of nothing. */
export function formatShare(part: number, whole: number, language: Language): string {
  if (whole === 0) return NOTHING
  const of = `${formatNumber(part, language)} / ${formatNumber(whole, language)}`
  return `${formatPercent(part / whole, language)} (${of})`
}

/** Integer fen as yuan: ¥1,234.50. */
export const formatMoney = (fen: Maybe<number>, language: Language): string =>
  isKnown(fen)
    ? `${fen < 0 ? '-' : ''}¥${numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Math.abs(fen) / 100)}`
    : NOTHING

/** Integer fen as yuan where space is short: ¥12.3万. */
export const formatMoneyCompact = (fen: Maybe<number>, language: Language): string => {
  if (!isKnown(fen) || Math.abs(fen) < 1_000_000) return formatMoney(fen, language)
  return `${fen < 0 ? '-' : ''}¥${formatCompact(Math.abs(fen) / 100, language)}`
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
  ['millisecond', 1],
] as const

/** A span by its largest unit, with one decimal where it tells something: 1.5 小时. */
export function formatDuration(ms: Maybe<number>, language: Language): string {
  if (!isKnown(ms)) return NOTHING
  const [unit, size] = UNITS.find(([, unitMs]) => Math.abs(ms) >= unitMs) ?? UNITS[4]
  const value = ms / size
  return numberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: language === 'en' ? 'short' : 'long',
    maximumFractionDigits: Math.abs(value) < 10 && unit !== 'millisecond' ? 1 : 0,
  }).format(value)
}
