import type { Runtime } from '#platform/runtime.ts'
import type { Batch } from './take.ts'

/**
 * The second phase: history. The batch number is the deduplication token, so whatever a crash or a
 * cut connection leaves unknown may simply be done again.
 */
export async function storeBatch(rt: Runtime, batch: Batch): Promise<void> {
  const { workspaceId, kept } = batch
  const rows = kept.map(({ event }) => ({
    workspace_id: workspaceId,
    event: event.event,
    at: event.at.toISOString(),
    received_at: event.receivedAt.toISOString(),
    message_id: event.messageId,
    ident_id: event.identId,
    person_id: event.personId,
    source: event.source,
    channel: event.channel,
    properties: event.properties,
    history: event.history,
  }))
  await rt.ch.insert('events', rows, `${workspaceId}:${batch.number}`)
  rt.metrics.eventsStored.inc(rows.length)
}
