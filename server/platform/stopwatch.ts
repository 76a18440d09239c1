/** Whole milliseconds since it was started: for saying how long an answer took, never for deciding. */
export function stopwatch(): () => number {
  const started = performance.now()
  return () => Math.round(performance.now() - started)
}
