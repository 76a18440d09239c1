import { kill } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fleet } from './testing/fleet.ts'
import { firstWorkspace, installation } from './testing/process.ts'
import { smallDisk } from './testing/small-disk.ts'
import { kept, owed, storm } from './testing/storm.ts'

/**
 * Real processes under load are treated as machines treat them: laws 1 and 2, from outside. Each test
 * does its worst so many times; `SIYU_TEST_TORTURE=10 npm test -- server/torture` does it ten times over.
 */
const TIMES = Number(process.env.SIYU_TEST_TORTURE ?? 1)
const KILLS = 3 * TIMES
const LIMIT_MS = 60_000 + 60_000 * TIMES

const JUMPING = pathToFileURL(join(import.meta.dirname, 'testing/jumping-clock.mjs')).href

test(
  'killed again and again under load, it has stored what was sent, each message once and in order',
  async () => {
    await using real = await installation()
    await real.start()
    const target = { url: real.url, keys: await firstWorkspace(real.url) }
    const senders = storm(target, 1)
    for (let n = 0; n < KILLS; n++) {
      await sleep(1_500)
      await real.kill()
      await real.start()
    }
    await sleep(500)
    const sent = await senders.stop()
    expect(sent.again).toBeGreaterThan(0)
    expect(await kept(target, sent)).toEqual(owed(sent))
  },
  LIMIT_MS,
)

test(
  'a clock that jumps by hours back and forth costs nothing and counts nothing twice',
  async () => {
    const jumpingMs = 6_000 * TIMES
    const env = { SIYU_TEST_JUMPING_MS: String(jumpingMs) }
    await using real = await installation({ imports: [JUMPING], env })
    await real.start()
    const target = { url: real.url, keys: await firstWorkspace(real.url) }
    const senders = storm(target, 2)
    await sleep(jumpingMs)
    const sent = await senders.stop()
    expect(await kept(target, sent)).toEqual(owed(sent))
  },
  LIMIT_MS,
)

test(
  'two workers, a database that falls, a history that is away or busy: late, and nothing else',
  async () => {
    await using many = await fleet(2)
    const target = { url: many.web.url, keys: await firstWorkspace(many.web.url) }
    const senders = storm(target, 3)
    for (let n = 0; n < TIMES; n++) {
      await sleep(1_000)
      many.clickhouse.state = 'away'
      await sleep(1_500)
      many.clickhouse.state = 'busy'
      await sleep(500)
      kill(many.postgres.pid, 'SIGKILL')
      await sleep(500)
      many.clickhouse.state = 'up'
      await sleep(1_500)
      const worker = many.workers[n % many.workers.length]
      await worker?.kill()
      await sleep(500)
      await worker?.start()
    }
    const sent = await senders.stop()
    expect(await kept(target, sent)).toEqual(owed(sent))
  },
  LIMIT_MS,
)

test(
  'on a full disk it says that it cannot take more, and goes on when there is room',
  async (context) => {
    using disk = smallDisk(1_500)
    if (!disk) return context.skip('no file system may be mounted here')
    await using real = await installation({}, disk.path)
    await real.start()
    const target = { url: real.url, keys: await firstWorkspace(real.url) }
    const senders = storm(target, 4)
    for (let n = 0; n < TIMES; n++) {
      await sleep(1_000)
      disk.fill()
      await sleep(4_000)
      disk.free()
    }
    await sleep(1_000)
    const sent = await senders.stop()
    expect(sent.again).toBeGreaterThan(0)
    expect(await kept(target, sent)).toEqual(owed(sent))
  },
  LIMIT_MS,
)
