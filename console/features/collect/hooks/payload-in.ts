/** A pasted text as the payload it is; undefined: no JSON object or list. */
export function payloadIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // Swallowed because a text that is half typed is no fault: the field says what it should be.
    return undefined
  }
}
