import type { Options } from '../core/options.ts'

export interface NodeOptions extends Pick<
  Options,
  | 'writeKey'
  | 'endpoint'
  | 'debug'
  | 'flushAfterMs'
  | 'batchSize'
  | 'maxQueued'
  | 'retryFromMs'
  | 'retryToMs'
> {
  /** Told of what could not be sent, once for each batch that is given up or put off. */
  onError?: ((what: string) => void) | undefined
}

/** So many wait at most, some 500 bytes each: a server that is away for long must not fill the memory. */
export const MAX_QUEUED = 20_000
export const BATCH_SIZE = 100
