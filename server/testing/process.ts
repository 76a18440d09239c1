import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const CLI = join(import.meta.dirname, '../cli.ts')

export const ADMIN = { email: 'admin@siyu.test', password: 'a long password' }

/** A real installation on a data directory of its own: a process that can be killed and started. */
export interface Installation extends AsyncDisposable {
  readonly url: string
  start(): Promise<void>
  /** As a power cut would: nothing is said, nothing is finished. */
  kill(): Promise<void>
}

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(SIYU_|VITEST|NODE_OPTIONS)/.test(name)),
)

export async function installation(...flags: string[]): Promise<Installation> {
  const root = mkdtempSync(join(tmpdir(), 'siyu-real-'))
  const on = ['--data-dir', join(root, 'data')]
  const url = `http://127.0.0.1:${await freePort()}`
  let serving: ReturnType<typeof run> | undefined

  const admin = run(['admin', 'create', '--email', ADMIN.email, '--password-stdin', ...on])
  admin.child.stdin.end(`${ADMIN.password}\n`)
  if ((await admin.ended) !== 0) throw new Error(admin.said.err)

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const { child, ended } = serving ?? {}
    serving = undefined
    child?.kill(signal)
    await ended
  }
  return {
    url,
    async start() {
      const serve = ['serve', '--port', new URL(url).port, '--log-level', 'error']
      serving = run([...serve, ...on, ...flags])
      while (!/listens on/.test(serving.said.err)) {
        if (serving.child.exitCode !== null) throw new Error(serving.said.err)
        await sleep(20)
      }
    },
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGTERM')
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function run(args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { env: environment })
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
