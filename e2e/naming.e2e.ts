import { expect, test } from '@playwright/test'
import { brand, picture, setting, signIn, timelineOf, url } from './shop.ts'
import { shopPage } from './sdks/shop-page.ts'

const TAG = `<script async src="${setting('SIYU_E2E_URL')}/sdk/v1/siyu.js" data-key="${setting('SIYU_E2E_WRITE_KEY')}"></script>`

/** How many people did it, asked as a segment asks. */
const didIt = (event: string) =>
  brand('POST', '/api/segments/preview', {
    predicate: {
      ...{ kind: 'event', event, where: [], count: { op: 'gte', n: 1 } },
      window: { kind: 'within_days', days: 30 },
    },
  })

test('a button pressed before anybody named it is pointed at, named, and its past counts', async ({
  page,
  context,
}) => {
  await using shop = await shopPage('', TAG)
  const visitor = await context.newPage()
  await visitor.goto(`${shop.url}/naming`)
  await visitor.waitForFunction(`'track' in (window.siyu ?? {})`)
  await visitor.evaluate(`siyu.push(['identify', 'naming-1'])`)
  await visitor.locator('#add').click()
  await visitor.close()
  await timelineOf('naming-1', ['element_clicked', 'page_viewed'])

  await signIn(page)
  await page.goto(url('/console/data/named-events'))
  await page.getByRole('button', { name: '在页面上圈选' }).click()
  await page.getByLabel('页面地址').fill(`${shop.url}/naming`)
  await page.getByRole('button', { name: /^打\s*开$/ }).click()
  await expect(page.getByText('可以点了')).toBeVisible()
  const frame = page.frameLocator('iframe')
  await frame.locator('#add').hover()
  await picture(page, 'pointing')
  await frame.locator('#hidden').click()
  await expect(frame.getByText('点这里不会被采集')).toBeVisible()
  await frame.locator('#add').click()

  const editor = page.getByRole('dialog').filter({ hasText: '满足全部条件' })
  await expect(editor.getByLabel('名称', { exact: true })).toHaveValue('加入购物车')
  const preview = editor.getByRole('region', { name: '过去 30 天，它是这样' })
  await expect(preview.getByText('#add').first()).toBeVisible()
  await picture(page, 'naming')
  await editor.getByLabel('名称', { exact: true }).fill('点了加购')
  await editor.getByLabel('标识').fill('pressed_add')
  await editor.getByRole('button', { name: /保\s*存/ }).click()
  await expect(page.getByText('已保存，过去的数据同样算数')).toBeVisible()
  expect(await didIt('pressed_add')).toMatchObject({ count: 1 })

  await page.goto(url('/console/data/named-events'))
  await expect(page.getByRole('button', { name: '点了加购' })).toBeVisible()
  const captured = page.getByRole('region', { name: /页面上发生了什么/ })
  await captured.getByLabel('按文字、页面、选择器查找').fill('加入购物车')
  await expect(captured.getByText('加入购物车').first()).toBeVisible()
  await picture(page, 'named')

  await page.goto(url('/console/data/live'))
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  // The list closes when the page behind it is redrawn while somebody types.
  await expect(async () => {
    await page.getByRole('combobox', { name: '事件' }).fill('')
    await page.getByRole('combobox', { name: '事件' }).fill('加购')
    await expect(page.getByText('点了加购（圈选）')).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
})

test('a page that is pointed at records nothing', async ({ page }) => {
  await using shop = await shopPage('', TAG)
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/batch')) sent.push(request.url())
  })
  await signIn(page)
  await page.goto(url('/console/data/named-events'))
  await page.getByRole('button', { name: '在页面上圈选' }).click()
  await page.getByLabel('页面地址').fill(shop.url)
  await page.getByRole('button', { name: /^打\s*开$/ }).click()
  await expect(page.getByText('可以点了')).toBeVisible()
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: '圈选此页面' }).click()
  const editor = page.getByRole('dialog').filter({ hasText: '满足全部条件' })
  await expect(editor.getByLabel('名称', { exact: true })).toHaveValue('潮汐书店')
  await editor.getByRole('button', { name: /关闭|Close/ }).click()
  await frame.getByRole('button', { name: '退出' }).click()
  await expect(frame.getByRole('button', { name: '退出' })).toBeHidden()
  await page.waitForTimeout(2_500)
  expect(sent).toEqual([])
})
