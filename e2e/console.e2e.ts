import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { happened, signIn, url } from './shop.ts'

const looked = (userId: string, times: number) =>
  Array.from({ length: times }, (_, i) => ({
    ...{ type: 'track', event: 'Product Viewed', userId, messageId: `${userId}-looked-${i}` },
    properties: { product_id: 'tide', name: '潮汐', price: 59 },
  }))

test.beforeAll(async () => {
  await happened([
    ...['林小满', '周可'].map((name, i) => ({
      ...{ type: 'identify', userId: `e2e-${i}`, messageId: `e2e-named-${i}` },
      traits: { name, phone: `1391234567${i}` },
    })),
    ...looked('e2e-0', 4),
    ...looked('e2e-1', 1),
  ])
})

/** What the browser complained of while a test ran: a console that throws is broken, however it looks. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
  })
  return complaints
}

test('whoever is not signed in is asked to, and a wrong password is told so', async ({ page }) => {
  await page.goto(url('/console/people'))
  await page.getByLabel('邮箱').fill('nobody@siyu.test')
  await page.getByLabel('密码', { exact: true }).fill('wrong password')
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await expect(page.getByText('邮箱或密码不正确')).toBeVisible()
})

test('an operator builds a segment, sees its count live, puts it to work and opens a member', async ({
  page,
}) => {
  const complaints = complaintsOf(page)
  await signIn(page)

  await page.getByRole('link', { name: '人群', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '人群' })).toBeVisible()
  await expect(page.getByText('还没有人群')).toBeVisible()
  await page.getByRole('link', { name: '看了又看没下单' }).click()

  const count = page.getByRole('region', { name: '现在有' })
  await expect(count.getByText('1', { exact: true })).toBeVisible()
  await expect(count.getByText('林小满')).toBeVisible()
  await happened(looked('e2e-1', 3))
  const times = page.getByRole('spinbutton').nth(1)
  await times.fill('1')
  await expect(count.getByText('2', { exact: true })).toBeVisible()
  await times.fill('4')
  await expect(count.getByText('1', { exact: true })).toBeVisible()

  await page.getByLabel('名称').fill('犹豫的人')
  await page.getByRole('button', { name: /启\s*用/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '犹豫的人' })).toBeVisible()
  await expect(page.getByText('启用中').first()).toBeVisible()
  await page.getByRole('link', { name: '林小满' }).click()

  await expect(page.getByRole('heading', { level: 1, name: '林小满' })).toBeVisible()
  await expect(page.getByText('看过商品').first()).toBeVisible()
  await expect(page.getByText('犹豫的人').first()).toBeVisible()
  expect(complaints).toEqual([])
})

test('every page of the navigation opens, with a title and without a fault', async ({ page }) => {
  const complaints = complaintsOf(page)
  await signIn(page)
  const links = page.getByRole('navigation').first().getByRole('link')
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute('href') ?? '').filter((href) => href.startsWith('/')),
  )
  expect(hrefs.length).toBeGreaterThan(10)
  for (const href of new Set(hrefs)) {
    await page.goto(url(href))
    await expect(page.getByRole('heading', { level: 1 }), href).toBeVisible()
    await expect(page.getByText('服务器出错了'), href).toHaveCount(0)
    expect([href, complaints]).toEqual([href, []])
  }
})

test('on a phone the console can be read: nothing runs off its side @phone', async ({ page }) => {
  await signIn(page)
  for (const path of ['/console/overview', '/console/people', '/console/segments']) {
    await page.goto(url(path))
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const beyond = await page
      .locator('html')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    expect([path, beyond]).toEqual([path, 0])
  }
})
