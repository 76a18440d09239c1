/** Something done to many rows, one by one, after the reader has seen what it will do. */
export interface BulkJob<Row> {
  title: string
  /** The verb on the button. */
  verb: string
  isDanger?: boolean
  rows: readonly Row[]
  nameOf: (row: Row) => string
  /** Why nothing is done to this row; `undefined`: it is done. */
  skips: (row: Row) => string | undefined
  /** What follows for those it is done to, a sentence each. */
  consequences: (rows: readonly Row[]) => readonly string[]
  act: (row: Row) => Promise<unknown>
  /** Takes it back; without it nothing is offered. */
  undo?: (row: Row) => Promise<unknown>
}

export interface Preview<Row> {
  does: readonly Row[]
  /** Left out, by the reason. */
  skipped: readonly { why: string; rows: readonly Row[] }[]
}

export function previewOf<Row>({ rows, skips }: BulkJob<Row>): Preview<Row> {
  const does = rows.filter((row) => skips(row) === undefined)
  const byReason = Map.groupBy(
    rows.filter((row) => skips(row) !== undefined),
    (row) => skips(row) ?? '',
  )
  return { does, skipped: [...byReason].map(([why, left]) => ({ why, rows: left })) }
}

export interface Failure<Row> {
  row: Row
  error: unknown
}

/** One after the other, so that a refusal stops nothing else and the server is not flooded. */
export async function runEach<Row>(
  rows: readonly Row[],
  act: (row: Row) => Promise<unknown>,
  onStep: (done: number) => void,
): Promise<{ done: Row[]; failed: Failure<Row>[] }> {
  const done: Row[] = []
  const failed: Failure<Row>[] = []
  for (const row of rows) {
    try {
      await act(row)
      done.push(row)
    } catch (error) {
      // Swallowed because each refusal is told beside its row when all have been tried.
      failed.push({ row, error })
    }
    onStep(done.length + failed.length)
  }
  return { done, failed }
}
