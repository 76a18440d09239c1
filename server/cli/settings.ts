import { EXIT_BAD_CONFIG, readConfig } from '#platform/config.ts'
import type { Config } from '#platform/config.ts'
import type { Flag, Parsed } from './flags.ts'
import { Plain } from './plain.ts'

/** The flags that stand for settings; each has a variable of the same meaning. */
export const STORE_FLAGS = {
  'data-dir': { takes: 'DIR', says: 'where the embedded engines keep data (SIYU_DATA_DIR)' },
  'database-url': { takes: 'URL', says: 'a PostgreSQL of yours (DATABASE_URL)' },
} as const satisfies Record<string, Flag>

export const SERVER_FLAGS = {
  host: { takes: 'ADDRESS', says: 'address to listen on (SIYU_HOST)' },
  port: { takes: 'N', says: 'port to listen on; 0 picks a free one (SIYU_PORT)' },
  'public-url': { takes: 'URL', says: 'how people and WeChat reach this server (SIYU_PUBLIC_URL)' },
  ...STORE_FLAGS,
  'clickhouse-url': { takes: 'URL', says: 'a ClickHouse of yours (CLICKHOUSE_URL)' },
  'log-level': { takes: 'LEVEL', says: 'trace, debug, info, warn, error or silent' },
} as const satisfies Record<string, Flag>

export const ROLE_FLAGS = {
  role: { takes: 'ROLE', says: 'web, worker or all (SIYU_ROLE)' },
  clock: { takes: 'CLOCK', says: 'real, or virtual: then /api/clock moves time (SIYU_CLOCK)' },
} as const satisfies Record<string, Flag>

const VARIABLE_OF = {
  host: 'SIYU_HOST',
  port: 'SIYU_PORT',
  'public-url': 'SIYU_PUBLIC_URL',
  'data-dir': 'SIYU_DATA_DIR',
  'database-url': 'DATABASE_URL',
  'clickhouse-url': 'CLICKHOUSE_URL',
  'log-level': 'SIYU_LOG_LEVEL',
  role: 'SIYU_ROLE',
  clock: 'SIYU_CLOCK',
} as const

type Setting = keyof typeof VARIABLE_OF

/**
 * The configuration of the environment, with the command line's flags over it and `defaults` under
 * it. Everything that is wrong is said at once, with exit code 78.
 */
export function settings(
  given: Pick<Parsed<string>, 'texts'>,
  defaults: Readonly<Record<string, string>> = {},
): Config {
  const flags = Object.fromEntries(
    (Object.keys(VARIABLE_OF) as Setting[])
      .map((name) => [VARIABLE_OF[name], given.texts[name]] as const)
      .filter(([, value]) => value !== undefined),
  )
  const read = readConfig({ ...defaults, ...process.env, ...flags })
  if (read.kind === 'ok') return read.config
  throw new Plain(
    ['The configuration is not valid:', ...read.complaints.map((line) => `  • ${line}`)].join('\n'),
    EXIT_BAD_CONFIG,
  )
}
