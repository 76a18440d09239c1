import { expect, test } from '@playwright/test'
import { setting, signIn, timelineOf, url } from './shop.ts'

async function send(messageId: string, properties: object): Promise<{ reason: string }[]> {
  const event = { type: 'track', event: 'seat_booked', userId: 'planned-1', messageId, properties }
  const answer = await fetch(url('/v1/batch'), {
    method: 'POST',
    body: JSON.stringify({ batch: [event] }),
    headers: {
      authorization: `Basic ${btoa(`${setting('SIYU_E2E_WRITE_KEY')}:`)}`,
      'accept-language': 'zh-CN',
    },
  })
  return ((await answer.json()) as { refused: { reason: string }[] }).refused
}

test('an event in no plan is taken into it, refused when it departs from it, and mended', async ({
  page,
}) => {
  expect(await send('plan-1', { seat: '1A' })).toEqual([])
  await timelineOf('planned-1', ['seat_booked'])
  await signIn(page)
  await page.goto(url('/console/data/plan'))
  const drift = page.getByRole('row', { name: /seat_booked.*方案中没有这个事件/ })
  await expect(drift).toBeVisible()
  const pictures = process.env.SIYU_TEST_PICTURES
  if (pictures) {
    await page.screenshot({ path: `${pictures}/plan.png` })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.screenshot({ path: `${pictures}/plan-small.png` })
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await drift.getByRole('button', { name: '纳入方案' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('负责人').fill('李伟')
  await drawer.getByLabel('处理方式').first().click()
  await page.getByTitle('拦截').last().click()
  await drawer.getByRole('button', { name: '添加属性' }).click()
  await drawer.getByLabel('属性', { exact: true }).fill('seat')
  await drawer.getByText('必填').click()
  if (pictures) await page.screenshot({ path: `${pictures}/plan-drawer.png` })
  await drawer.getByRole('button', { name: '保存' }).click()
  await expect(drawer).toBeHidden()
  await expect(page.getByRole('row', { name: /seat_booked.*拦截.*李伟/ })).toBeVisible()
  const reason = '不符合“seat_booked”的埋点方案:应有 string,实际没有'
  expect(await send('plan-2', { place: '2B' })).toMatchObject([{ reason }])
  await page.goto(url('/console/data/dead-letters'))
  const row = page.getByRole('row', { name: new RegExp(reason) })
  await row.getByRole('button', { name: '修复' }).first().click()
  const mending = page.getByRole('dialog')
  await mending.getByRole('button', { name: '添加一步修改' }).click()
  await mending.getByLabel('来源位置').fill('properties.place')
  await mending.getByLabel('目标位置').fill('properties.seat')
  await expect(mending.getByText('最早的 1 条里有 1 条可以收下')).toBeVisible()
  await mending.getByRole('button', { name: '重新发送' }).click()
  await expect(page.getByText('已重新发送 1 条事件')).toBeVisible()
  await expect(async () => {
    const items = await timelineOf('planned-1', ['seat_booked'])
    expect(items.map(({ properties }) => properties.seat)).toContain('2B')
  }).toPass({ timeout: 20_000 })
})
