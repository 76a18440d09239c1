const TURNS_MAX = 256

/**
 * The first of `turns` after `now` at which the answer differs from the one at `now`. A life with
 * very many turns is cut: then the answer is early, which is allowed, and the next look goes on.
 */
export function firstChange(
  now: Date,
  turns: readonly number[],
  answerAt: (ms: number) => boolean,
): Date | undefined {
  const ahead = [...new Set(turns)].filter((turn) => turn > now.getTime()).toSorted((a, b) => a - b)
  const answer = answerAt(now.getTime())
  const change = ahead.find((turn, i) => i === TURNS_MAX || answerAt(turn) !== answer)
  return change === undefined ? undefined : new Date(change)
}

export const earliest = (instants: readonly (Date | undefined)[]): Date | undefined =>
  instants.reduce((a, b) => (a && b ? (b < a ? b : a) : (a ?? b)), undefined)
