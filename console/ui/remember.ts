/** Small choices of one browser: theme, language, columns. Losing them costs nothing. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Swallowed because storage may be full or forbidden; the choice then lasts for this visit.
  }
}

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    // Swallowed because storage may be forbidden; the defaults serve.
    return undefined
  }
}
