import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const CLI = join(import.meta.dirname, '../cli.ts')

export const ADMIN = { email: 'admin@siyu.test', password: 'a long password' }

/** A `siyu serve` of its own that can be killed and started again. */
export interface Serving extends AsyncDisposable {
  readonly url: string
  start(): Promise<void>
  /** As a power cut would: nothing is said, nothing is finished. */
  kill(): Promise<void>
}

/** A real installation on a data directory of its own. */
export interface Installation extends Serving {
  readonly dataDir: string
}

export interface HowToServe {
  flags?: readonly string[]
  /** settings on top of the environment's */
  env?: Readonly<Record<string, string>>
  /** modules that are loaded before anything else */
  imports?: readonly string[]
}

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(SIYU_|VITEST|NODE_OPTIONS)/.test(name)),
)

/** @param parent where the data directory is made; default: the system's place for such things */
export async function installation(how: HowToServe = {}, parent = tmpdir()): Promise<Installation> {
  const root = mkdtempSync(join(parent, 'siyu-real-'))
  const dataDir = join(root, 'data')
  const on = ['--data-dir', dataDir]
  await makeAdmin(on, how)
  const process = await serving({ ...how, flags: [...on, ...(how.flags ?? [])] })
  return {
    ...process,
    dataDir,
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** The first admin, made on the command line while nothing serves. */
export async function makeAdmin(flags: readonly string[], how: HowToServe = {}): Promise<void> {
  const made = run(['admin', 'create', '--email', ADMIN.email, '--password-stdin', ...flags], how)
  made.child.stdin?.end(`${ADMIN.password}\n`)
  if ((await made.ended) !== 0) throw new Error(made.said.err)
}

/** One process of an installation; it does not run yet. */
export async function serving(how: HowToServe): Promise<Serving> {
  const port = await freePort()
  let process: ReturnType<typeof run> | undefined
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const { child, ended } = process ?? {}
    process = undefined
    child?.kill(signal)
    await ended
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const args = ['serve', '--port', String(port), '--log-level', 'error']
      process = run([...args, ...(how.flags ?? [])], how)
      while (!/listens on|in the background/.test(process.said.err)) {
        if (process.child.exitCode !== null) throw new Error(process.said.err)
        await sleep(20)
      }
    },
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}

interface Run {
  child: ChildProcess
  said: { out: string; err: string }
  ended: Promise<number | null>
}

function run(args: readonly string[], { env = {}, imports = [] }: HowToServe): Run {
  const node = imports.flatMap((module) => ['--import', module])
  const child = spawn(process.execPath, [...node, CLI, ...args], {
    env: { ...environment, ...env },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.err += String(chunk)))
  return { child, said, ended: once(child, 'close').then(([code]) => code as number | null) }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Signs in as the first admin and makes keys of the workspace that the installation begins with. */
export async function firstWorkspace(url: string) {
  let cookie = ''
  const post = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-siyu-csrf': '1', cookie },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    cookie ||= response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return (await response.json()) as { key: string }
  }
  await post('/api/login', ADMIN)
  const { key: api } = await post('/api/keys', { name: 'outsider', scopes: ['*'] })
  const { key: write } = await post('/api/collect/write-keys', { name: 'shop' })
  return { api, write }
}
