import { parseArgs } from 'node:util'
import { openWorld } from './open.ts'
import { DEMO_PACE, liveOn } from './pace.ts'
import { DEMO_SCAN_LIMIT } from './siyu/setup/groups.ts'
import { setUpSiyu } from './siyu/setup.ts'
import { DEFAULT_PEOPLE, DEFAULT_SEED, DEFAULT_START } from './world.ts'

/**
 * The world as a program. Prints one line of JSON with its addresses once they are open; then, given a
 * Siyu, sets the brand up in it and lives until it is told to stop.
 */
const HELP = `node world/main.ts [--siyu URL --api-key KEY --write-key KEY] [options]
  --data FILE        keep the world here between runs
  --seed N           ${DEFAULT_SEED}
  --people N         ${DEFAULT_PEOPLE}
  --start ISO        ${DEFAULT_START}
  --host HOST        127.0.0.1
  --api-port N       the platforms (default: a free port)
  --control-port N   the hand on the world and the phones
  --smtp-port N      the mail server
  --days N --seconds N   weeks of life at first: ${DEMO_PACE.days} days in ${DEMO_PACE.seconds} s`

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      siyu: { type: 'string' },
      'api-key': { type: 'string' },
      'write-key': { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      people: { type: 'string' },
      start: { type: 'string' },
      host: { type: 'string' },
      'api-port': { type: 'string' },
      'control-port': { type: 'string' },
      'smtp-port': { type: 'string' },
      days: { type: 'string' },
      seconds: { type: 'string' },
    },
  })
  if (values.help) return console.log(HELP)
  const report = (says: string) => console.error(says)
  const open = await openWorld({
    seed: Number(values.seed ?? DEFAULT_SEED),
    people: Number(values.people ?? DEFAULT_PEOPLE),
    startAt: new Date(values.start ?? DEFAULT_START),
    host: values.host ?? '127.0.0.1',
    apiPort: Number(values['api-port'] ?? 0),
    controlPort: Number(values['control-port'] ?? 0),
    smtpPort: Number(values['smtp-port'] ?? 0),
    snapshotPath: values.data,
    settings: values.siyu ? { groupScanSize: DEMO_SCAN_LIMIT } : {},
    report,
  })
  const { wecomBase, officialAccountBase, smsUrl, smtp, shopUrl, controlUrl } = open
  console.log(JSON.stringify({ wecomBase, officialAccountBase, smsUrl, smtp, shopUrl, controlUrl }))
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const [url, apiKey, writeKey] = [values.siyu, values['api-key'], values['write-key']]
  if (url && apiKey && writeKey) {
    const access = { url: url.replace(/\/$/, ''), apiKey, writeKey }
    await open.connect(access)
    await open.alone(() => setUpSiyu(open, access))
    const days = Number(values.days ?? DEMO_PACE.days)
    const seconds = Number(values.seconds ?? DEMO_PACE.seconds)
    await liveOn(open, { ...DEMO_PACE, days, seconds }, stop.signal)
  } else {
    await new Promise<void>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
  await open.close()
}

if (import.meta.main) await main(process.argv.slice(2))
