/**
 * Who clicked a personal link? People forward links, so the link alone proves nothing about every
 * browser that opens it. The first browser is taken for the recipient's own (evidence that can be
 * retracted); a browser known as somebody else stays somebody else; any later unknown browser is a
 * forwarded copy and stays anonymous.
 */
export type Clicker =
  | { kind: 'anonymous' }
  | { kind: 'recipient'; evidence: boolean }
  | { kind: 'forwarded' }

export interface Click {
  /** the person the link was made for */
  recipient: string | undefined
  /** whose the browser is, if it is anybody's */
  browserOf: string | undefined
  /** this browser was the first to open the link, now or earlier */
  isFirstBrowser: boolean
}

export function whoClicked({ recipient, browserOf, isFirstBrowser }: Click): Clicker {
  if (recipient === undefined) return { kind: 'anonymous' }
  if (browserOf === recipient) return { kind: 'recipient', evidence: false }
  if (browserOf !== undefined) return { kind: 'forwarded' }
  return isFirstBrowser ? { kind: 'recipient', evidence: true } : { kind: 'forwarded' }
}
