import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Analytics } from '@segment/analytics-node'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { PostHog } from 'posthog-node'
import { listening } from './testing/listening.ts'
import type { Listening } from './testing/listening.ts'

const require = createRequire(import.meta.url)

let site: Listening
beforeAll(async () => {
  site = await listening()
})
afterAll(() => site[Symbol.asyncDispose]())

/** Within a second of now: the SDK's own times were read rightly. */
const isJustNow = (at: Date): boolean => Math.abs(at.getTime() - Date.now()) < 60_000

test('@segment/analytics-node: what a server tells is stored, and its identify joins the visitor', async () => {
  const analytics = new Analytics({ writeKey: site.key, host: site.url, flushAt: 3 })
  const failed: unknown[] = []
  analytics.on('error', (error) => failed.push(error))
  const anonymousId = 'seg-anon-1'
  analytics.track({
    ...{ anonymousId, event: 'Product Viewed', properties: { mark: 'seg', price: 58.5 } },
  })
  analytics.identify({ userId: 'seg-1', anonymousId, traits: { email: 'lin@example.com' } })
  analytics.track({ userId: 'seg-1', event: '自定义事件', properties: { mark: 'seg', 中文: '值' } })
  analytics.page({ userId: 'seg-1', name: 'Home', properties: { mark: 'seg' } })
  analytics.alias({ userId: 'seg-2', previousId: 'seg-anon-9' })
  analytics.group({ userId: 'seg-1', groupId: 'company', traits: { mark: 'seg' } })
  await analytics.closeAndFlush()
  const stored = await site.arrived('seg', 4)
  expect(stored.map(({ event }) => event).toSorted()).toEqual([
    ...['group_joined', 'page_viewed', 'product_viewed', '自定义事件'],
  ])
  const person = await site.personOf('user_id', 'seg-1')
  expect(new Set(stored.map((it) => it.person))).toEqual(new Set([person]))
  expect(await site.personOf('email', 'lin@example.com')).toBe(person)
  expect(await site.personOf('anonymous_id', 'seg-anon-9')).toBe(
    await site.personOf('user_id', 'seg-2'),
  )
  expect(stored.every(({ at }) => isJustNow(at))).toBe(true)
  expect(failed).toEqual([])
})

test('@rudderstack/rudder-sdk-node: gzip under a misleading type is read, traits in the context count', async () => {
  const rudder = new RudderAnalytics(site.key, { dataPlaneUrl: site.url, flushAt: 20 })
  rudder.identify({ userId: 'rud-1', anonymousId: 'rud-anon-1', traits: { phone: '13800138001' } })
  rudder.track({ anonymousId: 'rud-anon-1', event: 'Order Completed', properties: order('rud') })
  rudder.track({ userId: 'rud-1', event: 'Checked', properties: { mark: 'rud' } })
  await new Promise<void>((done) => {
    void rudder.flush(() => done())
  })
  const stored = await site.arrived('rud', 2)
  expect(stored.map(({ event }) => event).toSorted()).toEqual(['Checked', 'order_paid'])
  const person = await site.personOf('user_id', 'rud-1')
  expect(new Set(stored.map((it) => it.person))).toEqual(new Set([person]))
  expect(await site.personOf('phone', '13800138001')).toBe(person)
  expect(stored.find(({ event }) => event === 'order_paid')?.properties).toMatchObject({
    pay_fen: 9_900,
  })
})

const order = (mark: string) => ({ mark, order_id: `${mark}-order`, total: 99, currency: 'CNY' })

test.each(['v0', 'v1'])('posthog-node, capture %s: identify, alias and set once', async (mode) => {
  if (mode === 'v1') process.env.POSTHOG_CAPTURE_MODE = 'v1'
  else delete process.env.POSTHOG_CAPTURE_MODE
  const mark = `ph${mode}`
  const posthog = new PostHog(site.key, { host: site.url, flushAt: 20 })
  const failed: unknown[] = []
  posthog.on('error', (error: unknown) => failed.push(error))
  posthog.capture({
    ...{ distinctId: `${mark}-1`, event: 'Product Added', properties: { mark, product_id: 'p1' } },
  })
  posthog.identify({
    ...{
      distinctId: `${mark}-1`,
      properties: { $set: { city: '杭州' }, $set_once: { city: '上海' } },
    },
  })
  posthog.alias({ distinctId: `${mark}-1`, alias: `${mark}-anon` })
  posthog.capture({ distinctId: `${mark}-anon`, event: 'later', properties: { mark } })
  await posthog.shutdown()
  delete process.env.POSTHOG_CAPTURE_MODE
  const stored = await site.arrived(mark, 2)
  expect(stored.map(({ event }) => event)).toEqual(['product_added', 'later'])
  const person = await site.personOf('user_id', `${mark}-1`)
  expect(person).toBeDefined()
  expect(await site.personOf('anonymous_id', `${mark}-anon`)).toBe(person)
  expect(failed).toEqual([])
})

test('sa-sdk-node: lists of base64 and gzip, signup joins, profile calls are attributes', async () => {
  const Sensors = require('sa-sdk-node') as new () => SensorsNode
  const sensors = new Sensors()
  sensors.disableLoggingConsumer()
  sensors.submitTo(
    { url: `${site.url}/sa?project=default&token=${site.key}`, gzip: true, mode: 'track' },
    { count: 4, timeSpan: 500 },
  )
  const anonymous = '18c9f9b3d2a1b3-0e4f5a9d2c3b1a8-26001951-2073600-18c9f9b3d2b2c3'
  sensors.track(anonymous, 'ViewProduct', { mark: 'sa', product_id: 'p9' })
  sensors.trackSignup('sa-1', anonymous, {})
  sensors.profileSet('sa-1', { city: '成都' })
  sensors.track('sa-1', 'SubmitOrder', { ...order('sa'), mark: 'sa' })
  const stored = await site.arrived('sa', 2)
  expect(stored.map(({ event }) => event)).toEqual(['product_viewed', 'order_submitted'])
  const person = await site.personOf('user_id', 'sa-1')
  expect(person).toBeDefined()
  expect(await site.personOf('anonymous_id', anonymous)).toBe(person)
  expect(new Set(stored.map((it) => it.person))).toEqual(new Set([person]))
})

/** As much of it as is used here: it brings no types. */
interface SensorsNode {
  disableLoggingConsumer(): void
  submitTo(where: object, batch: object): void
  track(distinctId: string, event: string, properties: object): void
  trackSignup(distinctId: string, originalId: string, properties: object): void
  profileSet(distinctId: string, properties: object): void
}

test('one person who is told of by four families is one person', async () => {
  const phone = '13900139000'
  const segment = new Analytics({ writeKey: site.key, host: site.url })
  segment.identify({ userId: 'one-1', traits: { phone } })
  await segment.closeAndFlush()
  const rudder = new RudderAnalytics(site.key, { dataPlaneUrl: site.url })
  rudder.identify({ anonymousId: 'one-rudder', traits: { phone } })
  await new Promise<void>((done) => {
    void rudder.flush(() => done())
  })
  const posthog = new PostHog(site.key, { host: site.url })
  posthog.capture({ distinctId: 'one-1', event: 'x', properties: { mark: 'one' } })
  await posthog.shutdown()
  await site.arrived('one', 1)
  const person = await site.personOf('user_id', 'one-1')
  expect(person).toBeDefined()
  expect(await site.personOf('anonymous_id', 'one-rudder')).toBe(person)
  expect(await site.personOf('phone', phone)).toBe(person)
})

test('none of them was answered in a way that makes it send again', () => {
  expect(site.answers.length).toBeGreaterThan(5)
  expect(site.answers.filter(({ status }) => status !== 200)).toEqual([])
})
