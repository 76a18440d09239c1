import { createHmac } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { brand, picture, signIn, timelineOf, url } from './shop.ts'

const order = (type: string, id: string, more: object = {}) =>
  JSON.stringify({
    ...{ type, msg_id: `${type}-${id}` },
    data: {
      ...{ tid: id, payment: '129.00', pay_time: '2026-03-01 08:30:00', user_id: 'webhook-1' },
      items: [{ sku: 'BK-1', num: 2 }],
      ...more,
    },
  })

/** Pushes as a shop system does: signed, to the address it was given. */
async function push(address: string, secret: string, body: string) {
  const answer = await fetch(url(new URL(address).pathname), {
    method: 'POST',
    body,
    headers: { 'x-shop-sign': createHmac('sha256', secret).update(body).digest('hex') },
  })
  return { status: answer.status, ...((await answer.json()) as object) }
}

test('a shop system pushes an order; an operator maps what came, and it counts', async ({
  page,
}) => {
  await signIn(page)
  await page.goto(url('/console/data/webhooks'))
  await page.getByRole('button', { name: '新建 Webhook' }).first().click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel('名称').fill('小店订单')
  await asked.getByLabel('签名所在的请求头').fill('x-shop-sign')
  await asked.getByRole('button', { name: '新建 Webhook' }).click()
  const address = await asked.getByLabel('地址', { exact: true }).innerText()
  const secret = await asked.getByLabel('签名密钥', { exact: true }).innerText()
  await asked.getByRole('link', { name: '去映射' }).click()
  await expect(page.getByText('还没有收到过')).toBeVisible()

  // Nothing says yet what it is: kept as a dead letter, and as a sample to map by.
  const first = order('trade_TradePaid', 'W1')
  expect(await push(address, secret, first)).toMatchObject({ status: 200, accepted: 0 })
  expect(await push(address, 'somebody else’s', first)).toMatchObject({ status: 401 })
  await expect(page.getByText('data.tid')).toBeVisible()
  await page.getByRole('button', { name: '猜一份映射' }).click()
  const preview = page.getByRole('region', { name: '会变成这样' })
  await expect(preview.getByText('"pay_fen": 12900')).toBeVisible()
  await expect(preview.getByText('用户编号 webhook-1')).toBeVisible()

  await page.getByRole('group', { name: '属性 1', exact: true }).getByLabel('去掉').click()
  await expect(preview.getByText('"order_id"')).toBeHidden()
  await page.getByRole('button', { name: '把 data.tid 加为属性' }).click()
  await expect(preview.getByText('"order_id": "W1"')).toBeVisible()
  await page.getByRole('button', { name: '添加情况' }).click()
  await expect(page.getByText(/还要填好：情况 2/)).toBeVisible()
  await page.getByText('忽略', { exact: true }).last().click()
  await picture(page, 'webhook')
  await page.getByRole('button', { name: /^保\s*存$/ }).click()
  await expect(page.getByText('已保存。')).toBeVisible()

  const second = await push(address, secret, order('trade_TradePaid', 'W2'))
  expect(second).toMatchObject({ status: 200, accepted: 1, refused: [] })
  const other = await push(address, secret, order('trade_Shipped', 'W2'))
  expect(other).toMatchObject({ status: 200, accepted: 0, refused: [] })
  const did = await timelineOf('webhook-1', ['order_paid'])
  expect(did.find(({ event }) => event === 'order_paid')).toMatchObject({
    properties: { order_id: 'W2', pay_fen: 12_900 },
  })

  // What came before there was a mapping is sent again by the one there is now.
  await page.goto(url('/console/data/dead-letters'))
  await page
    .getByRole('row', { name: /小店订单/ })
    .getByRole('button', { name: '修复' })
    .click()
  await page.getByRole('button', { name: '重新发送' }).click()
  await expect(page.getByText('已重新发送 1 条事件')).toBeVisible()
  await expect(async () => {
    const { items } = await brand('GET', '/api/orders?q=W1')
    expect(items).toMatchObject([{ orderId: 'W1' }])
  }).toPass({ timeout: 15_000 })

  await page.goto(url('/console/data/webhooks'))
  await expect(page.getByRole('row', { name: /小店订单/ })).toContainText('签名不符')
})
