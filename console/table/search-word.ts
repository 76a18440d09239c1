/** A parameter of the address as a word, whatever the reader typed there. */
export function searchWord(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
