import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { setting, timelineOf } from './shop.ts'
import type { Item } from './shop.ts'
import { shopPage } from './sdks/shop-page.ts'

/**
 * The SDKs that brands have on their pages already, as they come from npm, pointed at us: what they
 * note by themselves, what the page tells them, and who it was.
 */
test.beforeAll(() => {
  mkdirSync(join(import.meta.dirname, '../dist'), { recursive: true })
})

/** Answers what the SDK asked of us and was not answered well. */
async function visit(page: Page, code: string, act: (page: Page) => Promise<void>) {
  const bad: string[] = []
  const ours = setting('SIYU_E2E_URL')
  page.on('response', (answer) => {
    if (answer.url().startsWith(ours) && answer.status() >= 300)
      bad.push(`${answer.status()} ${answer.url()}`)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    if (request.url().startsWith(ours) && !/ABORTED/.test(why)) bad.push(`${why} ${request.url()}`)
  })
  page.on('pageerror', (error) => bad.push(error.message))
  await using shop = await shopPage(code)
  await page.goto(`${shop.url}/book?utm_source=xiaohongshu`)
  await act(page)
  // Her leaving sends what still waits.
  await page.goto('about:blank')
  expect(bad).toEqual([])
}

async function shops(page: Page): Promise<void> {
  await page.locator('#add').click()
  await page.locator('#email').fill('secret@example.com')
  await page.locator('#secret').fill('hunter2-hunter2')
  await page.locator('#send').click()
  await page.locator('#list').click()
  await expect(page).toHaveURL(/\/list$/)
  await page.waitForTimeout(300)
}

const typedNowhere = (items: readonly Item[]): void =>
  expect(JSON.stringify(items)).not.toMatch(/secret@example|hunter2/)

test('@segment/analytics-next on a page', async ({ page }) => {
  const [key, url] = [setting('SIYU_E2E_WRITE_KEY'), setting('SIYU_E2E_URL')]
  await visit(
    page,
    `import { AnalyticsBrowser } from '@segment/analytics-next'
     const analytics = AnalyticsBrowser.load({ writeKey: '${key}', cdnURL: '${url}' })
     analytics.page()
     document.querySelector('#add').addEventListener('click', () =>
       analytics.track('Product Added', { product_id: 'b1', price: 58.5 }))
     document.querySelector('#send').addEventListener('click', () =>
       analytics.identify('e2e-seg', { city: '杭州' }))`,
    shops,
  )
  const items = await timelineOf('e2e-seg', ['page_viewed', 'product_added', 'identified'])
  expect(items.find(({ event }) => event === 'page_viewed')?.properties).toMatchObject({
    utm_source: 'xiaohongshu',
    path: '/book',
  })
  typedNowhere(items)
})

test('sa-sdk-javascript on a page: views, clicks and inner navigation by themselves', async ({
  page,
}) => {
  const [key, url] = [setting('SIYU_E2E_WRITE_KEY'), setting('SIYU_E2E_URL')]
  await visit(
    page,
    `import sensors from 'sa-sdk-javascript'
     sensors.init({ server_url: '${url}/sa?project=default&token=${key}', show_log: false,
       is_track_single_page: true, send_type: 'beacon',
       heatmap: { clickmap: 'default', scroll_notice_map: 'not_collect', collect_tags: { a: true, button: true, input: true } } })
     sensors.quick('autoTrack')
     document.querySelector('#send').addEventListener('click', () => {
       sensors.login('e2e-sa')
       sensors.track('ViewProduct', { product_id: 'b1' })
     })`,
    shops,
  )
  const wanted = ['page_viewed', 'element_clicked', 'identified', 'product_viewed']
  const items = await timelineOf('e2e-sa', wanted)
  const paths = items.filter((it) => it.event === 'page_viewed').map((it) => it.properties.path)
  expect(paths).toEqual(expect.arrayContaining(['/book', '/list']))
  expect(items.filter((it) => it.event === 'element_clicked').length).toBeGreaterThan(1)
  typedNowhere(items)
})

test('@rudderstack/analytics-js on a page', async ({ page }) => {
  const [key, url] = [setting('SIYU_E2E_WRITE_KEY'), setting('SIYU_E2E_URL')]
  await visit(
    page,
    `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
     const rudder = new RudderAnalytics()
     rudder.load('${key}', '${url}', { configUrl: '${url}' })
     rudder.page()
     document.querySelector('#add').addEventListener('click', () =>
       rudder.track('Product Added', { product_id: 'b1' }))
     document.querySelector('#send').addEventListener('click', () =>
       rudder.identify('e2e-rud', { city: '杭州' }))`,
    async (it) => {
      await shops(it)
      await it.waitForTimeout(1_500)
    },
  )
  const items = await timelineOf('e2e-rud', ['page_viewed', 'product_added', 'identified'])
  typedNowhere(items)
})

test('posthog-js on a page: views, clicks, changes and submits by themselves', async ({ page }) => {
  const [key, url] = [setting('SIYU_E2E_WRITE_KEY'), setting('SIYU_E2E_URL')]
  await visit(
    page,
    `import posthog from 'posthog-js'
     posthog.init('${key}', { api_host: '${url}', defaults: '2025-05-24', opt_out_useragent_filter: true })
     document.querySelector('#send').addEventListener('click', () => posthog.identify('e2e-ph', { city: '杭州' }))`,
    async (it) => {
      // It captures nothing by itself before it has its configuration.
      await it.waitForTimeout(1_500)
      await shops(it)
      await it.waitForTimeout(3_500)
    },
  )
  const wanted = ['page_viewed', 'element_clicked', 'form_submitted', 'identified']
  const items = await timelineOf('e2e-ph', wanted)
  const paths = items.filter((it) => it.event === 'page_viewed').map((it) => it.properties.path)
  expect(paths).toEqual(expect.arrayContaining(['/book', '/list']))
  typedNowhere(items)
})
