import { expect, test } from '@playwright/test'
import { controlApp } from '../world/control/app.ts'
import { serveWorld } from '../world/serve.ts'
import type { ServedWorld } from '../world/serve.ts'
import { SETTINGS } from '../world/settings.ts'
import { brand, picture, signIn, url } from './shop.ts'

let served: ServedWorld
test.beforeAll(async () => {
  // Scans stop at three with the owner, so that a code moves on while we look.
  served = await serveWorld({
    ...{ people: 12, seed: 7, startAt: new Date() },
    settings: { ...SETTINGS, groupScanSize: 3 },
  })
  const { corpId, secret, token, encodingAesKey } = served.world.credentials.wecom
  const { callbackUrl } = await brand('POST', '/api/entry/connections', {
    ...{ kind: 'wecom', corpId, secret, callbackToken: token, callbackAesKey: encodingAesKey },
    baseUrl: served.wecomBase,
  })
  const path = new URL(String(callbackUrl)).pathname
  served.world.state.wecom.callbackUrl = url(path)
})
test.afterAll(() => served.close())

const control = async (path: string, body: object = {}) => {
  const answer = await controlApp(served).request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

test('an operator prints one code; three phones join, and the group behind it changes', async ({
  page,
  browser,
}) => {
  const phones = await browser.newContext({ hasTouch: true, isMobile: true, locale: 'zh-CN' })
  await control('/world/groups', { userId: 'linwanzhou', name: '福利群1' })
  await signIn(page)
  await page.goto(url('/console/community/groups'))
  await expect(page.getByText('福利群1')).toBeVisible()
  await page.getByRole('button', { name: '新建群码' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名称', { exact: true }).fill('门店福利群')
  await form.getByLabel('客户群').click()
  await page.getByText(/福利群1 · 1/).click()
  await page.keyboard.press('Escape')
  await form.getByLabel('新群的名称').fill('福利群')
  await form.getByLabel('起始序号').fill('2')
  await form.getByLabel('扫码进群上限').fill('3')
  await picture(page, 'group-code-new')
  await form.getByRole('button', { name: /^生\s*成$/ }).click()
  await expect(page.getByRole('heading', { name: '门店福利群' })).toBeVisible()
  await expect(page.getByText('1 / 3 人')).toBeVisible()
  const printed = await page.locator('code').first().innerText()

  // On a phone: her browser shows the page and counts that she held her thumb on the code.
  const hers = await phones.newPage()
  await hers.goto(printed)
  await expect(hers.getByText('长按识别二维码，加入群聊')).toBeVisible()
  const code = hers.locator('.qr')
  await code.dispatchEvent('contextmenu')
  await hers.waitForLoadState('networkidle')
  const codeUrl = await code.getAttribute('src')
  await picture(hers, 'group-page')
  const people = served.world.people.slice(0, 3)
  for (const { id } of people)
    expect(await control(`/world/people/${id}/join_group`, { codeUrl })).toMatchObject({
      result: { kind: 'joined' },
    })

  await expect(async () => {
    await page.reload()
    await expect(page.getByText('2 / 3 人')).toBeVisible({ timeout: 2_000 })
    await expect(page.getByText('已满换下：福利群1 (3)')).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
  await expect(page.locator('code').first()).toHaveText(printed)
  const strip = page.locator('dl').filter({ hasText: '长按识别' })
  await expect(strip).toContainText('进群3')
  await expect(strip).toContainText('长按识别1')
  await picture(page, 'group-code')

  // The purpose of a group, and what its callback said.
  await page.goto(url('/console/community/groups'))
  await page.getByLabel('给“福利群1”定用途').click()
  await page.getByTitle('福利', { exact: true }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await picture(page, 'groups')
  const { total } = await brand('GET', '/api/community/groups?purpose=benefit')
  expect(total).toBe(1)
})
