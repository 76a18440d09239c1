import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '#kernel/time.ts'
import { DEMO_PACE } from '#world/pace.ts'
import { DEFAULT_START } from '#world/world.ts'
import type { Command } from './command.ts'
import { showDaysLived } from './days-lived.ts'
import { demoOf, demoPath } from './demo.ts'
import type { Demo } from './demo.ts'
import { parseFlags } from './flags.ts'
import { tell } from './plain.ts'
import { serveOn } from './serve.ts'
import { SERVER_FLAGS, settings } from './settings.ts'
import { untilStopped } from './stop.ts'
import { startWorld } from './world-child.ts'

const WORLD_FLAGS = {
  seed: { takes: 'N', says: 'which world: the same seed lives the same life' },
  people: { takes: 'N', says: 'how many people live in it' },
  days: { takes: 'N', says: 'how many days are lived quickly at first' },
  seconds: { takes: 'N', says: 'in how many seconds those days are lived' },
} as const

const usage = {
  command: 'siyu start',
  flags: {
    ...SERVER_FLAGS,
    ...WORLD_FLAGS,
    'no-world': { says: 'the demo’s workspace without anybody living in it' },
  },
} as const

/** Weeks pass in minutes in the demo, and nobody reads a log of it. */
const DEFAULTS = { SIYU_CLOCK: 'virtual', SIYU_LOG_LEVEL: 'warn' }

export const start: Command = {
  summary: 'the demo: a bookshop with a living WeChat world, until Ctrl-C',
  usage,
  async run(argv) {
    const given = parseFlags(argv, usage)
    const config = settings(given, DEFAULTS)
    const stopped = untilStopped()
    const began = performance.now()
    await using stack = new AsyncDisposableStack()
    const say = (step: string) => tell(`  ${seconds(began)}  ${step}`)
    const server = stack.use(await serveOn(config, { say, virtualStart: new Date(DEFAULT_START) }))
    const url = server.url ?? server.rt.publicUrl
    say('潮汐书店 · The demo’s workspace')
    const demo = await demoOf(server.rt)
    if (!given.has('no-world')) {
      say('微信世界 · The WeChat world')
      const more = (Object.keys(WORLD_FLAGS) as (keyof typeof WORLD_FLAGS)[]).flatMap((name) => {
        const value = given.flag(name)
        return value === undefined ? [] : [`--${name}`, value]
      })
      mkdirSync(join(config.dataDir, 'world'), { recursive: true })
      const world = stack.use(
        startWorld(url, demo, config.dataDir, more, (line) => tell(`  世界 · ${line}`)),
      )
      await world.open
      void world.ended.then((code) => {
        if (code !== 0 && code !== null)
          tell(
            `世界停了（${code}），服务仍在运行 · The world has stopped (${code}); the server goes on`,
          )
      })
    }
    tell(...welcome(url, demo, config.dataDir, began))
    const days = given.flag('days')
    if (!given.has('no-world') && server.rt.clock.now() < weeksEnd(days))
      stack.use(
        showDaysLived(server.rt.clock, new Date(DEFAULT_START), days ? Number(days) : undefined),
      )
    await stopped
    tell('', '正在停止：先世界，后服务 · Stopping: the world, then the server …')
    await stack.disposeAsync()
    tell('已停止，数据都在 · Stopped; everything is kept')
  },
}

const weeksEnd = (days: string | undefined): Date =>
  addDays(new Date(DEFAULT_START), Number(days ?? DEMO_PACE.days))

const seconds = (began: number) =>
  `${((performance.now() - began) / 1_000).toFixed(1).padStart(5)} s`

const welcome = (url: string, { email, password }: Demo, dataDir: string, began: number) => [
  '',
  `私域 Siyu 已就绪（${seconds(began).trim()}）· ready`,
  `  控制台 · Console   ${url}/console/`,
  `  账号 · Login       ${email}`,
  `  密码 · Password    ${password}   (${demoPath(dataDir)})`,
  '  停止 · Stop        Ctrl-C',
  '',
]
