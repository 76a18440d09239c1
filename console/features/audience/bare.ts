/** Without the brackets around the whole: they help only inside a longer sentence. */
export function bare(says: string): string {
  if (!says.startsWith('(') || !says.endsWith(')')) return says
  let depth = 0
  for (const [i, char] of [...says].entries()) {
    if (char === '(') depth++
    if (char === ')') depth--
    if (depth === 0 && i < [...says].length - 1) return says
  }
  return says.slice(1, -1)
}
