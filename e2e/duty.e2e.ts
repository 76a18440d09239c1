import { expect, test } from '@playwright/test'
import { serveWorld } from '../world/serve.ts'
import type { ServedWorld } from '../world/serve.ts'
import { brand, picture, signIn, url } from './shop.ts'

let served: ServedWorld
test.beforeAll(async () => {
  served = await serveWorld({ people: 6, seed: 7, startAt: new Date() })
  const { corpId, secret } = served.world.credentials.wecom
  await brand('POST', '/api/entry/connections', {
    ...{ kind: 'wecom', corpId, secret, baseUrl: served.wecomBase },
  })
})
test.afterAll(() => served.close())

test('an operator draws up who serves a printed code, by day and night', async ({ page }) => {
  const made = await brand('POST', '/api/entry/codes', {
    ...{ name: '前台台卡', staffUserids: ['linwanzhou'] },
  })
  const way = () => served.world.state.wecom.ways[String(made.configId)]
  await signIn(page)
  await page.goto(url(`/console/acquire/codes/${String(made.id)}`))
  await expect(page.getByText('没有排班：接待员工全天在岗。')).toBeVisible()
  await page.getByRole('button', { name: '修改渠道码' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: '添加班次' }).click()
  // Whatever day and hour it is, somebody is on duty: the shift goes round the clock.
  await form.getByLabel('星期').click()
  await page.getByTitle('周六', { exact: true }).click()
  await page.getByTitle('周日', { exact: true }).click()
  await page.keyboard.press('Escape')
  const [from, to] = [form.getByRole('textbox').nth(1), form.getByRole('textbox').nth(2)]
  for (const clock of [from, to]) {
    await clock.fill('00:00')
    await clock.press('Enter')
  }
  const staff = form.getByLabel('员工', { exact: true })
  await staff.fill('zhouyuan')
  await staff.press('Enter')
  await staff.press('Escape')
  await form.getByRole('button', { name: '添加上限' }).click()
  const capped = form.locator('[id$="caps_0_staff"]')
  await capped.fill('zhouyuan')
  await capped.press('Enter')
  await capped.press('Escape')
  await form.getByLabel('每日最多').fill('20')
  await form.getByText('今天接得少的优先').click()
  await picture(page, 'duty-form')
  await form.getByRole('button', { name: /^保\s*存$/ }).click()
  await expect(page.getByText('zhouyuan · 在岗')).toBeVisible()
  await expect(page.getByRole('img', { name: '一周排班' })).toBeVisible()
  expect(way()?.user).toEqual(['zhouyuan'])
  await picture(page, 'duty')

  // Other words at other hours.
  await page.getByRole('button', { name: /^修\s*改$/ }).click()
  const words = page.getByRole('dialog')
  await words.getByRole('button', { name: '添加一条' }).click()
  await words.getByLabel('欢迎语').last().fill('店员已经下班，明早回你。')
  await words.getByRole('button', { name: /^保\s*存$/ }).click()
  await expect(words).toBeHidden()
  await expect(page.locator('dd').filter({ hasText: '店员已经下班' })).toBeVisible()
  await expect(page.getByText('22:00–08:00')).toBeVisible()

  // Nobody uses it: it goes, and so does its way in WeCom.
  await page.goto(url('/console/acquire/codes'))
  await page
    .getByRole('row', { name: /前台台卡/ })
    .getByRole('checkbox')
    .check()
  await page.getByRole('button', { name: '删除并释放名额' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除并释放名额' }).click()
  await expect(page.getByRole('row', { name: /前台台卡/ })).toBeHidden()
  expect(way()).toBeUndefined()
})
