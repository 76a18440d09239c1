import type { Runtime } from '#platform/runtime.ts'
import type { Batch, Placed } from './take.ts'

const COLUMNS = [
  ...['workspace_id', 'event', 'at', 'received_at', 'message_id', 'ident_id', 'person_id'],
  ...['source', 'channel', 'properties', 'history'],
]

/**
 * The second phase: history. The batch number is the deduplication token, so whatever a crash or a
 * cut connection leaves unknown may simply be done again. Answers what history cannot hold; a store
 * that is away throws, and the batch waits for it.
 */
export async function storeBatch(rt: Runtime, batch: Batch): Promise<Unstorable[]> {
  const unstorable: Unstorable[] = []
  const token = `${batch.workspaceId}:${batch.number}`
  await storeOrHalve(rt, batch.workspaceId, batch.kept, token, unstorable)
  rt.metrics.eventsStored.inc(batch.kept.length - unstorable.length)
  return unstorable
}

export interface Unstorable {
  placed: Placed
  reason: string
}

/** Halves have tokens of their own: the same fault leads to the same halves every time. */
async function storeOrHalve(
  rt: Runtime,
  workspaceId: string,
  kept: readonly Placed[],
  token: string,
  unstorable: Unstorable[],
): Promise<void> {
  try {
    await rt.ch.insertColumns('events', COLUMNS, kept.map(rowOf(workspaceId)), token)
  } catch (error) {
    const reason = refusedData(error)
    const [only] = kept
    if (reason === undefined || !only) throw error
    if (kept.length === 1) {
      unstorable.push({ placed: only, reason })
      return
    }
    const middle = Math.ceil(kept.length / 2)
    await storeOrHalve(rt, workspaceId, kept.slice(0, middle), `${token}a`, unstorable)
    await storeOrHalve(rt, workspaceId, kept.slice(middle), `${token}b`, unstorable)
  }
}

/**
 * ClickHouse's codes for values it cannot read (parsing 6, 25–27, 38, 41, 72, 130, 131, 117; wrong
 * or too large 53, 69, 70, 128, 321, 349): nothing of such a block was written.
 */
const UNREADABLE = new Set(
  [6, 25, 26, 27, 38, 41, 53, 69, 70, 72, 117, 128, 130, 131, 321, 349].map(String),
)

/** The words of the fault quote people's data, so only its kind is kept. */
function refusedData(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const code = String(error.code)
  return UNREADABLE.has(code) ? `history cannot hold its values (ClickHouse ${code})` : undefined
}

/** A bare whole number is what a DateTime64(3) is inside: milliseconds. No text is made or read. */
const rowOf =
  (workspaceId: string) =>
  ({ event }: Placed): unknown[] => [
    ...[workspaceId, event.event, event.at.getTime(), event.receivedAt.getTime(), event.messageId],
    ...[event.identId, event.personId, event.source, event.channel, event.properties],
    event.history,
  ]
