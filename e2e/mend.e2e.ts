import { expect, test } from '@playwright/test'
import { setting, signIn, timelineOf, url } from './shop.ts'

test('events that named nobody are mended and sent again, and are hers', async ({ page }) => {
  const batch = [1, 2, 3].map((n) => ({
    ...{ type: 'track', event: 'Product Viewed', messageId: `mend-${n}` },
    properties: { uid: 'mended-1', product_id: `p-${n}` },
  }))
  const answer = await fetch(url('/v1/batch'), {
    method: 'POST',
    body: JSON.stringify({ batch }),
    headers: {
      authorization: `Basic ${btoa(`${setting('SIYU_E2E_WRITE_KEY')}:`)}`,
      'accept-language': 'zh-CN',
    },
  })
  const { refused } = (await answer.json()) as { refused: { reason: string }[] }
  expect(refused.map(({ reason }) => reason)).toEqual(
    batch.map(() => 'userId 和 anonymousId 都没有指明是谁'),
  )
  await signIn(page)
  await page.goto(url('/console/data/dead-letters'))
  const row = page.getByRole('row', { name: /userId 和 anonymousId 都没有指明是谁/ })
  await row.getByRole('button', { name: '修复' }).first().click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('最早的 3 条里有 0 条可以收下')).toBeVisible()
  await expect(drawer.getByRole('button', { name: '重新发送' })).toBeDisabled()
  await drawer.getByRole('button', { name: '添加一步修改' }).click()
  await drawer.getByLabel('来源位置').fill('properties.uid')
  await drawer.getByLabel('目标位置').fill('userId')
  await expect(drawer.getByText('最早的 3 条里有 3 条可以收下')).toBeVisible()
  await expect(drawer.getByText('"event": "product_viewed"').first()).toBeVisible()
  if (process.env.SIYU_TEST_PICTURES)
    await page.screenshot({ path: `${process.env.SIYU_TEST_PICTURES}/mend.png` })
  await drawer.getByRole('button', { name: '重新发送' }).click()
  await expect(page.getByText('已重新发送 3 条事件')).toBeVisible()
  await expect(drawer).toBeHidden()
  const items = await timelineOf('mended-1', ['product_viewed'])
  const products = new Set(items.map(({ properties }) => properties.product_id))
  expect(products).toEqual(new Set(['p-1', 'p-2', 'p-3']))
})
