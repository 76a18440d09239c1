const LETTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/**
 * A name on a page that others may see: its first letter and two stars, however long it is, so that
 * friends recognise each other and nobody else learns a name.
 */
export function maskName(name: unknown): string | null {
  if (typeof name !== 'string') return null
  const first = LETTERS.segment(name.trim())[Symbol.iterator]().next().value?.segment
  return first === undefined ? null : `${first}**`
}
