import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'
import { Hono } from 'hono'
import { controlApp } from './control/app.ts'
import { newLive } from './driver/live.ts'
import type { Live } from './driver/live.ts'
import { emailSink } from './email/sink.ts'
import { officialAccountApp } from './official-account/app.ts'
import { shopApp } from './shop/pages.ts'
import { smsApp } from './sms/app.ts'
import { wecomApp } from './wecom/app.ts'
import { createWorld } from './world.ts'
import type { Beginning, World } from './world.ts'

export interface Places {
  host?: string
  /** Left out or 0: the port of last time, else a free one. */
  apiPort?: number
  controlPort?: number
  smtpPort?: number
}

export interface ServedWorld {
  world: World
  live: Live
  /** The platforms: give these to Siyu as base URLs. */
  wecomBase: string
  officialAccountBase: string
  /** Where WeChat's login page and code pictures live. */
  openBase: string
  mpBase: string
  smsUrl: string
  smtp: { host: string; port: number }
  shopUrl: string
  controlUrl: string
  alone: <T>(work: () => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** Opens the world's endpoints. Nobody moves until `awaken` and `step`. */
export async function serveWorld(
  options: Beginning & Places & { report?: (says: string) => void } = {},
): Promise<ServedWorld> {
  const { host = '127.0.0.1' } = options
  const world = createWorld(options)
  const last = world.state.ports
  const live = newLive(world, options.report ?? (() => undefined))
  const alone = oneAtATime()
  const api = new Hono()
  api.route('/wecom', wecomApp(world))
  api.route('/weixin', officialAccountApp(world))
  api.route('/sms', smsApp(world))
  api.route('/shop', shopApp())
  const platforms = await open(api, host, options.apiPort, last?.api)
  world.baseUrl = platforms.url
  const control = await open(controlApp({ live, alone }), host, options.controlPort, last?.control)
  const mail = await preferring(options.smtpPort, last?.smtp, (port) =>
    emailSink(world, { host, port }),
  )
  world.state.ports = { api: portOf(platforms.url), control: portOf(control.url), smtp: mail.port }
  return {
    world,
    live,
    wecomBase: `${platforms.url}/wecom`,
    officialAccountBase: `${platforms.url}/weixin`,
    openBase: `${platforms.url}/weixin`,
    mpBase: `${platforms.url}/weixin`,
    smsUrl: `${platforms.url}/sms/send`,
    smtp: { host, port: mail.port },
    shopUrl: `${platforms.url}/shop`,
    controlUrl: control.url,
    alone,
    close: async () => {
      await Promise.all([platforms.close(), control.close(), mail.close()])
    },
  }
}

const portOf = (url: string): number => Number(new URL(url).port)

/** The port asked for; else the one of last time, if it is free; else any. */
async function preferring<T>(
  asked: number | undefined,
  last: number | undefined,
  listenAt: (port: number) => Promise<T>,
): Promise<T> {
  if (asked) return listenAt(asked)
  if (last === undefined) return listenAt(0)
  try {
    return await listenAt(last)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    return listenAt(0)
  }
}

const open = (app: Hono, host: string, asked: number | undefined, last: number | undefined) =>
  preferring(asked, last, (port) => listenAt(app, host, port))

async function listenAt(app: Hono, host: string, port: number) {
  return new Promise<{ url: string; close: () => Promise<void> }>((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: host, port }, (info: AddressInfo) => {
      resolve({
        url: `http://${host}:${info.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}

/** Runs works one after another, whoever asks; one that fails does not stop the next. */
function oneAtATime(): ServedWorld['alone'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
