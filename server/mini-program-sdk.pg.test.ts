import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { listening } from './testing/listening.ts'
import type { Listening } from './testing/listening.ts'
import { miniProgram } from './testing/mini-program.ts'

let site: Listening
beforeAll(async () => {
  site = await listening()
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await site[Symbol.asyncDispose]()
})

/** As much of it as is used here. */
interface SensorsMini {
  setPara(para: object): void
  init(): void
  registerApp(properties: object): void
  track(event: string, properties?: object): void
  login(id: string): void
  bindOpenid(openid: string): void
  bindUnionid(unionid: string): void
  setProfile(properties: object): void
}

const APP_ID = 'wx5f1e2d3c4b5a6978'

test('sa-sdk-miniprogram: a phone that logs in is one person with its openid and unionid', async () => {
  const phone = miniProgram(APP_ID)
  vi.stubGlobal('wx', phone.wx)
  vi.stubGlobal('App', (it: object) => it)
  vi.stubGlobal('Page', (it: object) => it)
  vi.stubGlobal('Component', (it: object) => it)
  vi.stubGlobal('getApp', () => ({}))
  vi.stubGlobal('getCurrentPages', () => [{ route: 'pages/index', options: {} }])
  const sensors = createRequire(import.meta.url)('sa-sdk-miniprogram') as SensorsMini
  sensors.setPara({
    name: 'sensors',
    server_url: `${site.url}/sa?project=default&token=${site.key}`,
    autoTrack: { appLaunch: true, appShow: true, appHide: true, pageShow: true, pageLeave: true },
    batch_send: { send_timeout: 1_000, max_length: 3 },
    show_log: false,
  })
  sensors.registerApp({ mark: 'mini' })
  sensors.init()
  sensors.track('ViewProduct', { product_id: 'p1' })
  sensors.bindOpenid('op-mini-1')
  sensors.bindUnionid('un-mini-1')
  sensors.login('mini-1')
  sensors.setProfile({ city: '厦门' })
  sensors.track('SubmitOrder', { order_id: 'mini-order', total: 12.5 })
  phone.happens('hide')
  const stored = await site.arrived('mini', 4)
  const names = stored.map(({ event }) => event)
  expect(names).toContain('product_viewed')
  expect(names).toContain('order_submitted')
  const person = await site.personOf('user_id', 'mini-1')
  expect(person).toBeDefined()
  expect(await site.personOf('unionid', 'un-mini-1')).toBe(person)
  expect(await site.personOf('openid', 'op-mini-1', APP_ID)).toBe(person)
  expect(new Set(stored.map((it) => it.person))).toEqual(new Set([person]))
  expect(new Set(stored.map((it) => it.channel))).toEqual(new Set(['mini_program']))
  expect(site.answers.every(({ status }) => status === 200)).toBe(true)
})
