import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The command line as people use it: processes of their own on a data directory of their own. */
const root = mkdtempSync(join(tmpdir(), 'siyu-cli-'))
const data = join(root, 'data')
const CLI = join(import.meta.dirname, '../cli.ts')
const left: ReturnType<typeof spawn>[] = []

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('SIYU_')),
)

function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...environment, ...env },
  })
  left.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.err += String(chunk)))
  return { child, said, ended: once(child, 'close').then(([code]) => code as number | null) }
}

async function siyu(
  args: readonly string[],
  how: { input?: string; env?: Record<string, string> } = {},
) {
  const { child, said, ended } = start(args, how.env)
  child.stdin.end(how.input ?? '')
  const code = await ended
  return { code, out: said.out.trim(), err: said.err.trim() }
}

async function serving(args: readonly string[] = [], dataDir = data) {
  const server = start([
    'serve',
    '--port',
    '0',
    '--data-dir',
    dataDir,
    '--log-level',
    'error',
    ...args,
  ])
  for (;;) {
    const url = /listens on (\S+)/.exec(server.said.err)?.[1]
    if (url) return { ...server, url }
    if (server.child.exitCode !== null) throw new Error(server.said.err)
    await sleep(50)
  }
}

const on = ['--data-dir', data]
const asked = async (url: string, key: string, init: RequestInit = {}) =>
  fetch(url, {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  })

afterAll(async () => {
  for (const child of left)
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'close')
    }
  rmSync(root, { recursive: true, force: true })
})

describe('words that make no sense', () => {
  test('an unknown command shows the known ones', async () => {
    const { code, err } = await siyu(['dance'])
    expect(code).toBe(64)
    expect(err).toContain('There is no command “dance”')
    expect(err).toContain('keys create')
  })

  test('an unknown flag is named, with what the command takes', async () => {
    const { code, err } = await siyu(['serve', '--colour', 'blue'])
    expect(code).toBe(64)
    expect(err).toMatch(/siyu serve: Unknown option '--colour'.*--port N/s)
  })

  test('what is missing is named', async () => {
    expect((await siyu(['keys', 'create'])).err).toContain('needs --scopes')
    expect((await siyu(['import', 'orders'])).err).toContain('FILE is missing')
  })

  test('help speaks of every command, and of one', async () => {
    expect((await siyu(['help'])).out).toMatch(/serve.*import orders.*doctor/s)
    expect((await siyu(['help', 'keys', 'create'])).out).toContain('--scopes A,B')
    expect((await siyu(['version'])).out).toMatch(/^siyu \d+\.\d+\.\d+/)
  })
})

test('a bad configuration prints all complaints and exits 78', async () => {
  const { code, err } = await siyu(['serve', '--port', '99999', '--role', 'king', ...on], {
    env: { SIYU_SECRET: 'short' },
  })
  expect(code).toBe(78)
  for (const name of ['SIYU_PORT', 'SIYU_ROLE', 'SIYU_SECRET']) expect(err).toContain(name)
})

test('a PostgreSQL that is not there is one plain sentence', async () => {
  const nowhere = ['--database-url', 'postgres://siyu@127.0.0.1:1/siyu']
  const { code, err } = await siyu(['keys', 'list', '--workspace', 'x', ...on, ...nowhere])
  expect(code).toBe(1)
  expect(err).toMatch(/^✗ Nothing answers at 127\.0\.0\.1:1 \(ECONNREFUSED\)/)
})

test('a port in use is one plain sentence, before any engine starts', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const { code, err } = await siyu(['serve', '--port', String(port), ...on])
  expect(code).toBe(1)
  expect(err).toBe(`✗ Port ${port} is in use by another program: choose another one with --port.`)
  other.close()
})

describe('an installation', () => {
  let server: Awaited<ReturnType<typeof serving>>
  let key: string

  beforeAll(async () => {
    const email = ['--email', 'me@siyu.test', '--password-stdin']
    const made = await siyu(['admin', 'create', ...email, ...on], { input: 'a long password\n' })
    if (made.out !== 'me@siyu.test may sign in.') throw new Error(made.err)
    server = await serving()
  })

  test('keeps its secrets from other users of the machine', () => {
    for (const file of ['run.json', 'secret'])
      expect(statSync(join(data, file)).mode & 0o077).toBe(0)
    const rules = readFileSync(join(data, 'postgres', 'pg_hba.conf'), 'utf8')
    expect(rules).not.toMatch(/^(local|host).*trust$/m)
  })

  test('refuses whoever comes to its PostgreSQL without the password', async () => {
    const { postgresUrl } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8'))
    const bare = new URL(postgresUrl)
    bare.password = 'guess'
    const client = new pg.Client(bare.href)
    await expect(client.connect()).rejects.toThrow('password authentication failed')
    await client.end()
  })

  test('gives a key while the server runs; the key alone is on stdout', async () => {
    const made = await siyu(['keys', 'create', '--workspace', 'Siyu', '--scopes', '*', ...on])
    key = made.out
    expect(key).toMatch(/^siyu_ak_[\w-]{43}$/)
    expect((await asked(`${server.url}/api/me`, key)).status).toBe(200)
    const write = await siyu(['keys', 'create', '--workspace', 'Siyu', '--kind', 'write', ...on])
    const event = { type: 'track', event: 'x', userId: 'ann', messageId: 'm1' }
    const sent = await asked(`${server.url}/v1/batch`, write.out, {
      method: 'POST',
      body: JSON.stringify({ batch: [event] }),
    })
    expect(sent.status).toBe(200)
  })

  test('a key revoked on the command line stops within a second in the server', async () => {
    const made = await siyu([
      'keys',
      'create',
      '--workspace',
      'Siyu',
      '--scopes',
      'governance:read',
      ...on,
    ])
    expect((await asked(`${server.url}/api/keys`, made.out)).status).toBe(200)
    const list = await siyu(['keys', 'list', '--workspace', 'Siyu', ...on])
    const line = list.out.split('\n').find((it) => it.includes(made.out.slice(0, 12)))
    const id = line?.split('\t')[0] ?? ''
    await siyu(['keys', 'revoke', id, '--workspace', 'Siyu', ...on])
    expect((await asked(`${server.url}/api/keys`, made.out)).status).toBe(401)
  })

  test('an unknown workspace or scope is a plain sentence', async () => {
    const nowhere = await siyu(['keys', 'create', '--workspace', 'Nope', '--scopes', '*', ...on])
    expect(nowhere).toMatchObject({ code: 1, out: '' })
    expect(nowhere.err).toContain('There is no workspace “Nope”')
    const bad = await siyu(['keys', 'create', '--workspace', 'Siyu', '--scopes', 'fly', ...on])
    expect(bad.err).toContain('There is no scope “fly”')
  })

  test('a workspace is made in well under a second by its API', async () => {
    const answer = await asked(`${server.url}/api/workspaces`, key, {
      method: 'POST',
      body: JSON.stringify({ name: '新店' }),
    })
    const { keys } = (await answer.json()) as { keys: { api: string; write: string } }
    expect(keys.write).toMatch(/^siyu_wk_/)
    expect((await asked(`${server.url}/api/me`, keys.api)).status).toBe(200)
  })

  test('its folder opens in no second server', async () => {
    const { code, err } = await siyu(['serve', '--port', '0', ...on])
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`is open in another process \\(pid ${server.child.pid}\\)`))
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })

  test('the clock of a real installation is not moved', async () => {
    const answer = await asked(`${server.url}/api/clock`, key, {
      method: 'PUT',
      body: JSON.stringify({ now: '2099-01-01T00:00:00Z' }),
    })
    expect(answer.status).toBe(409)
  })

  test('the doctor finds it well, and says what is wrong when it is', async () => {
    const well = await siyu(['doctor', ...on])
    expect(well.out).toContain('✓ PostgreSQL: 18')
    expect(well.code).toBe(0)
    const ill = await siyu(['doctor', ...on, '--clickhouse-url', 'http://127.0.0.1:1'])
    expect(ill.out).toMatch(/✗ ClickHouse: .*\n {4}→ is it running/)
    expect(ill.code).toBe(1)
  })

  test('an import that was killed goes on where it was, and nothing counts twice', async () => {
    const file = join(root, 'orders.csv')
    const rows = 12_000
    const lines = Array.from(
      { length: rows },
      (_, i) => `o${i},2026-01-01,${i % 90}.50,p${i % 500}`,
    )
    writeFileSync(file, ['id,day,yuan,who', ...lines, 'bad,never,1,p1', ''].join('\n'))
    const args = [
      ...['import', 'orders', file, '--workspace', 'Siyu', ...on],
      ...['--map', 'order_id=id,paid_at=day,amount=yuan,user_id=who'],
    ]
    const first = start(args)
    while (!existsSync(`${file}.siyu-import.json`) && first.child.exitCode === null) await sleep(10)
    first.child.kill('SIGKILL')
    await first.ended
    const second = await siyu(args)
    expect(second.out).toMatch(/went on after row [\d,]+/)
    expect(second.out).toContain('12,001 rows read')
    expect(readFileSync(`${file}.bad-rows.csv`, 'utf8').split('\n')[1]).toMatch(/^12002,"paid_at"/)
    const { postgresUrl } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8'))
    const client = new pg.Client(postgresUrl)
    await client.connect()
    const { rows: counted } = await client.query(
      `select count(*)::int as n from commerce.order where order_id like 'o%'`,
    )
    await client.end()
    expect(counted[0]).toEqual({ n: rows })
  })

  test('what was acknowledged is there after kill -9, and the next start takes over', async () => {
    server.child.kill('SIGKILL')
    await server.ended
    server = await serving()
    const me = await asked(`${server.url}/api/me`, key)
    expect(me.status).toBe(200)
    expect(await me.json()).toMatchObject({ workspaces: [{ name: 'Siyu' }] })
  })

  test('it stops in order, and leaves nothing behind that looks alive', async () => {
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(server.said.err).toContain('Stopped.')
    for (const file of ['run.json', 'lock', 'postgres/postmaster.pid'])
      expect(existsSync(join(data, file)), file).toBe(false)
  })

  test('under another master secret the data stays shut', async () => {
    const other = { SIYU_SECRET: 'another master secret, long enough' }
    const { code, err } = await siyu(['keys', 'list', '--workspace', 'Siyu', ...on], { env: other })
    expect(code).toBe(1)
    expect(err).toContain('another master secret')
  })
})

describe('siyu world', () => {
  test('opens a WeChat of its own, with what its README says, and stops in order', async () => {
    const saved = join(root, 'world.json')
    const { child, said, ended } = start(['world', '--json', '--still', '--data', saved])
    while (!said.out.includes('\n')) await sleep(20)
    const told = JSON.parse(said.out) as {
      wecomBase: string
      controlUrl: string
      credentials: { wecom: { corpId: string; secret: string } }
    }
    const { corpId, secret } = told.credentials.wecom
    const readme = readFileSync(join(import.meta.dirname, '../../world/README.md'), 'utf8')
    const [, path = ''] = /curl "http:\/\/127\.0\.0\.1:9001\/wecom([^"]+)"/.exec(readme) ?? []
    expect(path).toContain(`corpid=${corpId}&corpsecret=${secret}`)
    const token = (await (await fetch(told.wecomBase + path)).json()) as { errcode: number }
    expect(token.errcode).toBe(0)
    expect(await (await fetch(`${told.controlUrl}/phone`)).text()).toContain('手机们')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(existsSync(saved)).toBe(true)
  })

  test('says what a flag takes, and that a callback did not answer', async () => {
    const wrong = await siyu(['world', '--people', 'many'])
    expect([wrong.code, wrong.err]).toEqual([
      64,
      expect.stringContaining('--people takes a number'),
    ])
    const world = start(['world', '--json', '--wecom-callback', 'http://127.0.0.1:9/'])
    while (!world.said.err.includes('did not answer')) await sleep(20)
    world.child.kill('SIGINT')
    expect(await world.ended).toBe(0)
  })
})
