import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { setting, timelineOf } from './shop.ts'
import type { Item } from './shop.ts'
import { shopPage } from './sdks/shop-page.ts'

const tag = (attributes = ''): string =>
  `<script async src="${setting('SIYU_E2E_URL')}/sdk/v1/siyu.js" data-key="${setting('SIYU_E2E_WRITE_KEY')}" ${attributes}></script>`

const called = (items: readonly Item[], event: string) => items.filter((it) => it.event === event)

/** As a page does it: into the list, whether or not the script is there yet. */
const say = (page: Page, ...call: unknown[]) =>
  page.evaluate(`(window.siyu = window.siyu || []).push(${JSON.stringify(call)})`)

const ready = (page: Page) => page.waitForFunction(`'track' in (window.siyu ?? {})`)

test('a line in the page: views, clicks, changes, submits, inner navigation, content, time and depth', async ({
  page,
}) => {
  await using shop = await shopPage('', tag())
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${shop.url}/book?utm_source=xiaohongshu&token=very-secret&gclid=g-1`)
  await ready(page)
  await say(page, 'identify', 'own-1', { city: '杭州' })
  await page.locator('#add').click()
  await page.locator('#masked').click()
  await page.locator('#hidden').click()
  await page.locator('#email').fill('typed@example.com')
  await page.locator('#secret').fill('hunter2-hunter2')
  await page.locator('#send').click()
  await page.waitForTimeout(1_300)
  await page.locator('#list').click()
  await expect(page).toHaveURL(/\/list$/)
  await say(page, 'track', 'Product Added', { product_id: 'b1', price: 58.5 })
  await page.waitForTimeout(300)
  await page.goto('about:blank')
  const kinds = [
    ...['page_viewed', 'page_left', 'element_clicked', 'element_changed', 'form_submitted'],
    ...['content_seen', 'product_added', 'identified'],
  ]
  // The last one leaves as the page does: it may arrive after everything else has.
  const departures = async () => called(await timelineOf('own-1', kinds), 'page_left').length
  await expect.poll(departures).toBe(2)
  const items = await timelineOf('own-1', kinds)
  const views = called(items, 'page_viewed').map((it) => it.properties)
  expect(views.map(({ path }) => String(path)).toSorted()).toEqual(['/book', '/list'])
  expect(views.find(({ path }) => path === '/book')).toMatchObject({
    utm_source: 'xiaohongshu',
    gclid: 'g-1',
    title: '潮汐书店',
  })
  const left = called(items, 'page_left').map((it) => it.properties)
  expect(left.map(({ path }) => String(path)).toSorted()).toEqual(['/book', '/list'])
  expect(Number(left.find(({ path }) => path === '/book')?.duration_s)).toBeGreaterThan(1)
  const clicks = called(items, 'element_clicked').map((it) => it.properties)
  expect(clicks.find((it) => it.element_id === 'add')).toMatchObject({
    element_selector: '#add',
    text: '加入购物车',
  })
  expect(clicks.find((it) => it.element_id === 'masked')).not.toHaveProperty('text')
  expect(called(items, 'content_seen')[0]?.properties).toMatchObject({
    content_id: 'banner-7',
    position: 1,
  })
  const all = JSON.stringify(items)
  expect(all).not.toMatch(/typed@example|hunter2|very-secret|不要看我|李雷/)
  expect(new Set(items.map(({ channel }) => channel))).toEqual(new Set(['web']))
  expect(errors).toEqual([])
})

test('before consent nothing is stored and nothing is sent; what was said of who she is waits for it', async ({
  page,
}) => {
  await using shop = await shopPage('', tag('data-consent="required"'))
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/batch')) sent.push(request.postData() ?? '')
  })
  await page.goto(shop.url)
  await ready(page)
  await say(page, 'identify', 'own-2')
  await say(page, 'track', 'Before Consent')
  await page.locator('#add').click()
  await page.waitForTimeout(2_500)
  expect(sent).toEqual([])
  expect(await page.evaluate(`Object.keys(localStorage)`)).toEqual([])
  expect(await page.context().cookies()).toEqual([])
  await say(page, 'consent', true)
  await say(page, 'track', 'After Consent')
  const items = await timelineOf('own-2', ['After Consent', 'identified', 'page_viewed'])
  expect(called(items, 'Before Consent')).toEqual([])
  await say(page, 'consent', false)
  await say(page, 'track', 'After Withdrawal')
  await page.waitForTimeout(2_500)
  expect(sent.join()).not.toContain('After Withdrawal')
  expect(await page.evaluate(`Object.keys(localStorage)`)).toHaveLength(1)
})

test('offline, reloaded, and closed at once: each event arrives, once and in order', async ({
  page,
}) => {
  await using shop = await shopPage('', tag())
  await page.goto(shop.url)
  await ready(page)
  await say(page, 'identify', 'own-3')
  const collector = `${setting('SIYU_E2E_URL')}/v1/batch`
  await page.route(collector, (route) => route.abort())
  await say(page, 'track', 'While Offline 1')
  await page.waitForTimeout(2_500)
  await page.reload()
  await ready(page)
  await say(page, 'track', 'While Offline 2')
  await page.waitForTimeout(300)
  await page.unroute(collector)
  await page.evaluate(`dispatchEvent(new Event('online'))`)
  await timelineOf('own-3', ['While Offline 1', 'While Offline 2'])
  await say(page, 'track', 'Last Word')
  await page.close()
  const items = await timelineOf('own-3', ['Last Word'])
  const words = items.map(({ event }) => event).filter((name) => /Offline|Last/.test(name))
  expect(words.toReversed()).toEqual(['While Offline 1', 'While Offline 2', 'Last Word'])
})
