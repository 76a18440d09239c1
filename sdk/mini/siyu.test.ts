import { beforeEach, expect, test } from 'vitest'
import { createSiyu } from './siyu.ts'
import type { MiniOptions } from './options.ts'
import type { Definition, Globals, Shown } from './wx.ts'

interface Sent {
  type: string
  event?: string
  name?: string
  properties?: Record<string, unknown>
  anonymousId: string
  context: Record<string, unknown>
}

interface OpenPage {
  [handler: string]: ((...args: unknown[]) => unknown) | undefined
}

/** A mini program that is opened, used and put away; requests are answered at once. */
function program(opened: Shown = { path: 'pages/index', query: {}, scene: 1047 }) {
  const storage = new Map<string, unknown>()
  const sent: Sent[] = []
  const hear: { show: ((it: Shown) => void)[]; hide: (() => void)[] } = { show: [], hide: [] }
  let current: { route?: string; options?: Record<string, string> } = { route: opened.path ?? '' }
  const made: Definition[] = []
  const globals: Globals = {
    wx: {
      getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
      getStorageSync: (key) => storage.get(key),
      setStorageSync: (key, value) => void storage.set(key, value),
      removeStorageSync: (key) => void storage.delete(key),
      request({ data, success }) {
        sent.push(...(JSON.parse(data) as { batch: Sent[] }).batch)
        success({ statusCode: 200, data: {} })
      },
      getLaunchOptionsSync: () => opened,
      onAppShow: (it) => void hear.show.push(it),
      onAppHide: (it) => void hear.hide.push(it),
      getDeviceInfo: () => ({ brand: 'HUAWEI', model: 'Mate 70', platform: 'android' }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'wx1' } }),
    },
    Page: (definition) => made.push(definition),
    Component: (definition) => made.push(definition),
    getCurrentPages: () => [current],
  }
  return {
    ...{ globals, sent, storage },
    start: (more: Partial<MiniOptions> = {}) =>
      createSiyu({ writeKey: 'k', endpoint: 'https://siyu.test', ...more }, globals),
    show: (it: Shown = opened) => hear.show.forEach((run) => run(it)),
    hide: () => hear.hide.forEach((run) => run()),
    /** What the page's code is called with, as the platform does it. */
    open(definition: Definition, route: string, options: Record<string, string> = {}) {
      globals.Page(definition)
      current = { route, options }
      const page = { route, ...made.at(-1) } as unknown as OpenPage
      page.onShow?.()
      return page
    },
    /** Names and properties of what was sent. */
    told: (event: string) =>
      sent.filter((it) => (it.event ?? it.type) === event).map((it) => it.properties ?? {}),
  }
}

let clock = 0
beforeEach(() => void (clock = 0))
const tap = (dataset: object = {}, id = '') => ({
  ...{
    type: 'tap',
    timeStamp: ++clock,
    currentTarget: { id, dataset },
    detail: { value: 'typed' },
  },
})

test('a visit: launched, shown, a page looked at and left, put away', () => {
  const app = program()
  app.start()
  app.show()
  app.open({}, 'pages/book', { id: '7', token: 'secret' })
  app.hide()
  expect(app.told('app_launched')).toMatchObject([{ scene: 1047, path: 'pages/index' }])
  expect(app.told('app_shown')).toHaveLength(1)
  expect(app.told('page')).toMatchObject([{ path: 'pages/book' }])
  expect(app.told('page_left')).toMatchObject([{ path: 'pages/book' }])
  expect(app.told('app_hidden')[0]?.duration_s).toBeGreaterThanOrEqual(0)
  expect(app.sent[0]?.context).toMatchObject({ channel: 'mini_program', app: { id: 'wx1' } })
  expect(JSON.stringify(app.sent)).not.toContain('secret')
})

test('a page keeps its own: this, arguments, answers, and an error of its own', () => {
  const app = program()
  app.start()
  const page = app.open(
    {
      data: { n: 1 },
      onShow() {
        return 'own'
      },
      add(this: { route: string }, ...args: unknown[]) {
        return [this.route, ...args]
      },
      broken() {
        throw new Error('the page’s own')
      },
    },
    'pages/cart',
  )
  expect(page.onShow?.()).toBe('own')
  expect(page.add?.(1, 'two')).toEqual(['pages/cart', 1, 'two'])
  expect(() => page.broken?.(tap())).toThrow('the page’s own')
  expect(page.data).toEqual({ n: 1 })
  for (const name of ['onPageScroll', 'onShareAppMessage', 'onShareTimeline', 'onAddToFavorites'])
    expect(page).not.toHaveProperty(name)
})

test('taps are told by where they were, once however far they bubble, and never what was typed', () => {
  const app = program()
  const siyu = app.start()
  const page = app.open({ buy() {}, outer() {}, changed() {}, secret() {} }, 'pages/book')
  const touch = tap({ siyuContent: 'banner-7' }, 'buy-button')
  page.buy?.(touch)
  page.outer?.(touch)
  page.changed?.({ ...tap({}, 'name'), type: 'change' })
  page.secret?.(tap({ siyuIgnore: '' }))
  siyu.flush()
  app.hide()
  expect(app.told('element_clicked')).toMatchObject([
    { element_id: 'buy-button', element_name: 'buy', content_id: 'banner-7' },
  ])
  expect(app.told('element_changed')).toMatchObject([{ element_id: 'name' }])
  expect(JSON.stringify(app.sent)).not.toContain('typed')
})

test('a share carries its own id; whoever opens it is one step further, and shares on from there', async () => {
  const first = program()
  first.start()
  const page = first.open(
    {
      onShareAppMessage: () => ({ title: '好书', path: '/pages/book?id=7' }),
      onShareTimeline: () => ({ title: '好书', query: 'id=7' }),
    },
    'pages/book',
    { id: '7' },
  )
  const card = page.onShareAppMessage?.({ from: 'button' }) as { title: string; path: string }
  const moment = page.onShareTimeline?.() as { query: string }
  first.hide()
  const [shared] = first.told('content_shared')
  expect(shared).toMatchObject({ depth: 1, method: 'chat', from: 'button' })
  expect(card).toEqual({
    title: '好书',
    path: `/pages/book?id=7&siyu_sid=${String(shared?.share_id)}&siyu_sd=1`,
  })
  expect(moment.query).toMatch(/^id=7&siyu_sid=\w{32}&siyu_sd=1$/)

  const query = Object.fromEntries(new URLSearchParams(card.path.split('?')[1]))
  const second = program({ path: 'pages/book', query, scene: 1007 })
  second.start()
  second.show()
  const next = second.open({ onShareAppMessage: () => ({}) }, 'pages/book', query)
  const onward = next.onShareAppMessage?.({ from: 'menu' }) as { path: string }
  second.hide()
  expect(second.told('share_opened')).toMatchObject([{ share_id: shared?.share_id, depth: 1 }])
  expect(second.told('content_shared')).toMatchObject([
    { depth: 2, parent_share_id: shared?.share_id },
  ])
  expect(onward.path.match(/siyu_sid/g)).toHaveLength(1)
  expect(onward.path).toMatch(/^\/pages\/book\?id=7&siyu_sid=\w{32}&siyu_sd=2$/)
})

test('an answer that a page gives later carries the share too', async () => {
  const app = program()
  app.start()
  const page = app.open(
    { onShareAppMessage: () => ({ promise: Promise.resolve({ path: '/pages/late' }) }) },
    'pages/book',
  )
  const { promise } = (page.onShareAppMessage?.() ?? {}) as { promise?: Promise<{ path: string }> }
  expect((await promise)?.path).toMatch(/^\/pages\/late\?siyu_sid=/)
})

test('crawlers, tests of the platform and the preview in Moments are nobody’s visit', () => {
  for (const scene of [1129, 1030, 1101, 1203, 1154]) {
    const app = program({ path: 'pages/index', query: {}, scene })
    app.start()
    app.show()
    app.open({ buy() {} }, 'pages/book').buy?.(tap())
    app.hide()
    expect([scene, app.sent]).toEqual([scene, []])
  }
})

test('without consent nothing is noted, kept or sent', () => {
  const app = program()
  const siyu = app.start({ consent: 'required' })
  app.show()
  app.open({ buy() {} }, 'pages/book').buy?.(tap())
  siyu.track('x')
  app.hide()
  expect(app.sent).toEqual([])
  expect(app.storage.size).toBe(0)
  siyu.consent(true)
  siyu.track('y')
  app.hide()
  expect(app.told('y')).toHaveLength(1)
})

test('what a request that was cut off carried is sent at the next show', () => {
  const app = program()
  const { request } = app.globals.wx
  app.globals.wx.request = ({ fail }) => fail({ errMsg: 'request:fail interrupted' })
  const siyu = app.start({ autocapture: false })
  siyu.track('kept')
  app.hide()
  expect(app.sent).toEqual([])
  app.globals.wx.request = request
  app.show()
  siyu.flush()
  return new Promise<void>((done) => setTimeout(done, 20)).then(() =>
    expect(app.sent.map(({ event }) => event)).toEqual(['kept']),
  )
})
