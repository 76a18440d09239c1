import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'

const MOST = 40

/** What stands at a place, in a few letters. */
export function shown({ kind, value }: Leaf): string {
  if (kind === 'empty') return '—'
  if (kind === 'things') return `[${(value as readonly unknown[]).length}]`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
