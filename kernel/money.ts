/** Money is integer fen (分). A yuan amount from outside becomes fen here, once. */
export type Fen = number

/** Yuan as a number or decimal text → fen, rounded half away from zero. `undefined` when it is no amount. */
export function fenOfYuan(yuan: unknown): Fen | undefined {
  const text = typeof yuan === 'number' ? String(yuan) : typeof yuan === 'string' ? yuan.trim() : ''
  if (text === '') return undefined
  const value = Number(text.replaceAll(',', ''))
  if (!Number.isFinite(value) || Math.abs(value) > 1e12) return undefined
  const fen = Math.round(Math.abs(value) * 100 + 1e-7)
  return value < 0 ? -fen : fen
}

export const yuanOfFen = (fen: Fen): string => (fen / 100).toFixed(2)
