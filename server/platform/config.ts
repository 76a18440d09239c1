import { z } from 'zod'

/** One validated configuration. Every variable is documented here and nowhere else. */
const port = z.coerce.number().int().min(0).max(65_535)
const url = (schemes: string[]) =>
  z.string().refine((text) => schemes.some((s) => text.startsWith(`${s}://`)), {
    message: `must start with ${schemes.map((s) => `${s}://`).join(' or ')}`,
  })

export const CONFIG = {
  SIYU_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  SIYU_PORT: port.default(8080).describe('port of console, API, pages and collector'),
  SIYU_PUBLIC_URL: url(['http', 'https'])
    .optional()
    .describe('how people and WeChat reach this server; default http://HOST:PORT'),
  SIYU_DATA_DIR: z.string().min(1).default('data').describe('where the embedded engines keep data'),
  SIYU_ROLE: z.enum(['all', 'web', 'worker']).default('all').describe('what this process does'),
  SIYU_CLOCK: z
    .enum(['real', 'virtual'])
    .default('real')
    .describe('virtual: /api/clock moves time'),
  SIYU_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('master secret for encryption; default: made once in DATA_DIR/secret'),
  SIYU_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('how much is logged'),
  SIYU_INBOX_MAX_ROWS: z.coerce
    .number()
    .int()
    .min(100)
    .default(200_000)
    .describe('batches waiting before the collector answers 503 with Retry-After'),
  SIYU_WEBHOOK_HOSTS: z
    .string()
    .regex(/^[\w.:-]+(,[\w.:-]+)*$/, 'must be host names with commas between them')
    .optional()
    .describe(
      'hosts that webhooks may reach though their address is private; others must be public',
    ),
  DATABASE_URL: url(['postgres', 'postgresql'])
    .optional()
    .describe('PostgreSQL ≥ 15; default: the embedded one'),
  SIYU_POSTGRES_PORT: port
    .default(0)
    .describe('port of the embedded PostgreSQL; 0 picks a free one'),
  CLICKHOUSE_URL: url(['http', 'https'])
    .optional()
    .describe('ClickHouse ≥ 25; default: the embedded one'),
  CLICKHOUSE_CLUSTER: z.string().optional().describe('cluster name for ON CLUSTER tables'),
} as const

const schema = z.object(CONFIG)
type Raw = z.output<typeof schema>

export interface Config {
  host: string
  port: number
  publicUrl: string | undefined
  dataDir: string
  role: Raw['SIYU_ROLE']
  clock: Raw['SIYU_CLOCK']
  secret: string | undefined
  logLevel: Raw['SIYU_LOG_LEVEL']
  inboxMaxRows: number
  webhookHosts: readonly string[]
  databaseUrl: string | undefined
  postgresPort: number
  clickhouseUrl: string | undefined
  clickhouseCluster: string | undefined
}

/** Exit code of a bad configuration (EX_CONFIG of sysexits.h). */
export const EXIT_BAD_CONFIG = 78

export type ConfigResult = { kind: 'ok'; config: Config } | { kind: 'bad'; complaints: string[] }

/** Reads all variables at once and complains of all that are wrong at once. Empty counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(CONFIG)
      .filter((key) => env[key] !== undefined && env[key] !== '')
      .map((key) => [key, env[key]]),
  )
  const parsed = schema.safeParse(given)
  const complaints = parsed.success
    ? []
    : parsed.error.issues.map((i) => {
        const key = String(i.path[0])
        const hint = CONFIG[key as keyof typeof CONFIG]?.description ?? ''
        return `${key}=${env[key] ?? ''}: ${i.message} (${hint})`
      })
  for (const key of Object.keys(env))
    if (key.startsWith('SIYU_') && !(key in CONFIG) && !key.startsWith('SIYU_TEST_'))
      complaints.push(`${key}: there is no such setting (known: ${Object.keys(CONFIG).join(', ')})`)
  if (!parsed.success || complaints.length > 0) return { kind: 'bad', complaints }
  const c = parsed.data
  return {
    kind: 'ok',
    config: {
      host: c.SIYU_HOST,
      port: c.SIYU_PORT,
      publicUrl: c.SIYU_PUBLIC_URL?.replace(/\/$/, ''),
      dataDir: c.SIYU_DATA_DIR,
      role: c.SIYU_ROLE,
      clock: c.SIYU_CLOCK,
      secret: c.SIYU_SECRET,
      logLevel: c.SIYU_LOG_LEVEL,
      inboxMaxRows: c.SIYU_INBOX_MAX_ROWS,
      webhookHosts: c.SIYU_WEBHOOK_HOSTS?.split(',') ?? [],
      databaseUrl: c.DATABASE_URL,
      postgresPort: c.SIYU_POSTGRES_PORT,
      clickhouseUrl: c.CLICKHOUSE_URL,
      clickhouseCluster: c.CLICKHOUSE_CLUSTER,
    },
  }
}
