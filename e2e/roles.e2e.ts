import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { HOLDERS } from '../server/modules/governance/model/roles.ts'
import type { Role } from '../server/modules/governance/model/roles.ts'
import { NAV } from '../console/shell/nav.ts'
import { needsOf } from '../console/shell/needs.ts'
import { join, newShop, open, signInAs } from './members.ts'
import type { Shop } from './members.ts'
import { url } from './shop.ts'

const ROLES = ['operator', 'analyst', 'guide'] as const
const PAGES = NAV.flatMap(({ pages }) => pages).map(({ to }) => to)

let shop: Shop
let other: Shop
/** One thing of each kind, by the address of its page. */
let things: string[]

test.beforeAll(async () => {
  const nth = test.info().workerIndex
  shop = await newShop(`角色书店 ${nth}`)
  other = await newShop(`另一家店 ${nth}`)
  for (const role of ROLES) await join(shop, `${role}@siyu.test`, role)
  await join(shop, 'both@siyu.test', 'guide')
  await join(other, 'both@siyu.test', 'analyst')
  things = await stocked(shop)
})

async function stocked({ post }: Shop): Promise<string[]> {
  const [segment, item, coupon, journey] = [
    await post('/api/segments', {
      ...{ name: '新人', live: true },
      predicate: { kind: 'stage', anyOf: ['new'] },
    }),
    await post('/api/content/items', {
      ...{ kind: 'link', title: '本周新书', targetUrl: 'https://shop.example/new' },
    }),
    await post('/api/coupons', {
      name: '满减',
      valueFen: 500,
      stock: 5,
      limitPerPerson: 5,
      validDays: 30,
    }),
    await post('/api/journeys', { name: '新人七天' }),
  ]
  await post('/api/orders', {
    ...{ orderId: 'R-1', identifiers: [{ kind: 'phone', value: '13912345678' }] },
    ...{ payFen: 5_900, paidAt: '2026-01-02T03:04:05Z', products: [] },
  })
  return [
    `/segments/${String(segment.segmentId)}`,
    `/segments/${String(segment.segmentId)}/edit`,
    `/content/${String(item.id)}`,
    `/commerce/coupons/${String(coupon.id)}`,
    `/journeys/${String(journey.id)}`,
    '/commerce/orders/R-1',
    '/segments/new',
    '/content/new',
    '/spread/games/new',
    '/reach/broadcasts/new',
  ]
}

/** What went wrong unseen: exceptions, and questions that the server had to refuse. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('response', (response) => {
    const isOurs = new URL(response.url()).pathname.startsWith('/api/')
    if (isOurs && (response.status() === 403 || response.status() >= 500))
      faults.push(`${response.status()} ${response.url()}`)
  })
  return faults
}

const may = (role: Role, path: string): boolean => {
  const needs = needsOf(path)
  if (needs === undefined || needs === 'public' || needs === 'signed_in') return true
  return HOLDERS[needs].includes(role)
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const closed = (page: Page) =>
  page.getByRole('heading', { level: 1, name: '这个页面不对你的角色开放' })

for (const role of ROLES) {
  test(`${role}: every page opens or says whose it is, and nothing is asked that is refused`, async ({
    page,
  }) => {
    const faults = faultsOf(page)
    await signInAs(page, `${role}@siyu.test`)
    for (const path of [...PAGES, ...things]) {
      await open(page, path)
      await expect(page, path).toHaveURL(url(`/console${path}`))
      if (may(role, path)) {
        await expect(heading(page).or(page.getByLabel('名称')).first(), path).toBeVisible()
        await expect(closed(page), path).toHaveCount(0)
      } else {
        await expect(closed(page), path).toBeVisible()
      }
      await page.waitForLoadState('networkidle')
      expect([path, faults]).toEqual([path, []])
      await expect(page.locator('.ant-notification-notice'), path).toHaveCount(0)
    }
    const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
    for (const link of await links.and(page.locator('[aria-disabled]')).all())
      await expect(link).toHaveAttribute('aria-description', /你在这里的角色是/)
    await expect(links.and(page.locator('[aria-disabled]'))).toHaveCount(
      PAGES.filter((path) => !may(role, path)).length,
    )
  })
}

const WRITES: readonly { path: string; button: string; wish: keyof typeof HOLDERS }[] = [
  { path: '/segments', button: '新建人群', wish: 'audience:write' },
  { path: '/content', button: '新建内容', wish: 'content:write' },
  { path: '/journeys', button: '新建旅程', wish: 'journey:write' },
  { path: '/reach/broadcasts', button: '新建群发', wish: 'deliver:write' },
  { path: '/spread/games', button: '新建邀请有礼', wish: 'fission:write' },
  { path: '/commerce/coupons', button: '新建优惠券', wish: 'loyalty:write' },
  { path: '/acquire/codes', button: '新建员工码', wish: 'entry:write' },
]

test('what an analyst and a guide may not do is shown, cannot be pressed, and says why', async ({
  page,
}) => {
  for (const role of ['analyst', 'guide'] as const) {
    await page.context().clearCookies()
    await signInAs(page, `${role}@siyu.test`)
    for (const { path, button, wish } of WRITES.filter((one) => may(role, one.path))) {
      expect(HOLDERS[wish].includes(role)).toBe(false)
      await open(page, path)
      const act = page.getByRole('main').getByRole('button', { name: button }).first()
      await expect(act, path).toHaveAttribute('aria-disabled', 'true')
      await expect(act, path).toHaveAttribute('aria-description', /运营/)
      await act.click({ force: true })
      await expect(page, path).toHaveURL(url(`/console${path}`))
    }
  }
})

test('the server refuses the same by itself, in words', async ({ page }) => {
  await signInAs(page, 'guide@siyu.test')
  const refused = await page.evaluate(async (workspace) => {
    const headers = { 'x-siyu-csrf': '1', 'x-workspace': workspace, 'accept-language': 'zh-CN' }
    const asked = ['/api/segments', '/api/journeys', '/api/members', '/api/entry/codes']
    return Promise.all(
      asked.map(async (path) => {
        const response = await fetch(path, { headers })
        return [response.status, ((await response.json()) as { title: string }).title] as const
      }),
    )
  }, shop.id)
  for (const [status, title] of refused) {
    expect(status).toBe(403)
    expect(title).toContain('此操作需要权限')
  }
})

test('who is a guide here and an analyst there may in each what her role there may', async ({
  page,
}) => {
  const faults = faultsOf(page)
  await signInAs(page, 'both@siyu.test')
  const nav = page.getByRole('navigation', { name: '主导航' })
  const segments = nav.getByRole('link', { name: '人群', exact: true })
  const enter = async (name: string) => {
    const now = page.getByRole('button', { name: /当前工作区/ })
    if ((await now.textContent())?.includes(name)) return
    await now.click()
    await page.getByRole('menuitem', { name }).click()
    await expect(now).toContainText(name)
  }
  await enter(shop.name)
  await expect(segments).toHaveAttribute('aria-disabled', 'true')
  await enter(other.name)
  await segments.click()
  await expect(heading(page)).toHaveText('人群')
  await enter(shop.name)
  await open(page, '/segments')
  await expect(closed(page)).toBeVisible()
  expect(faults).toEqual([])
})
