import pino from 'pino'
import type { Logger } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

/** JSON lines on stderr (stdout belongs to commands' answers). Secrets never pass: law of the house. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: {},
      redact: {
        paths: [
          '*.password',
          '*.secret',
          '*.token',
          '*.apiKey',
          '*.writeKey',
          '*.phone',
          '*.email',
          'req.headers.authorization',
          'req.headers.cookie',
        ],
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: false }),
  )
}
