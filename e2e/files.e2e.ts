import { expect, test } from '@playwright/test'
import { brand, picture, signIn, timelineOf, url } from './shop.ts'

const ORDERS = 1_200
/** As a shop's spreadsheet has it: one row in a hundred lacks whom it is about. */
const csv = (): string =>
  [
    '订单号,订单状态,用户编号,下单时间,实付金额',
    ...Array.from({ length: ORDERS }, (_, i) => {
      const who = i % 100 === 99 ? '' : `file-${i % 50}`
      return `FILE-${i},已付款,${who},2026/3/${1 + (i % 20)} 8:30,${(i % 90) + 10}.50`
    }),
  ].join('\r\n')

test('a spreadsheet of orders is mapped and imported; again, it counts nothing twice', async ({
  page,
}) => {
  await brand('POST', '/api/collect/write-keys', { name: '门店表格' })
  await signIn(page)
  await page.goto(url('/console/data/import'))
  const file = { name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv()) }
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByText(`订单.csv · ${ORDERS} 行`)).toBeVisible()
  const preview = page.getByRole('region', { name: '会变成这样' })
  await expect(preview.getByText('"pay_fen": 1050')).toBeVisible()
  await expect(preview.getByText('用户编号 file-0')).toBeVisible()
  await page.getByRole('combobox', { name: '来源' }).fill('门店')
  await page.keyboard.press('Enter')
  await picture(page, 'import')
  for (const again of [false, true]) {
    await page.getByRole('button', { name: `导入 ${ORDERS} 行` }).click()
    await expect(page.getByText('导入完成')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('region', { name: '导入完成' })).toContainText('1,188')
    await expect(page.getByRole('row', { name: /^100 用户编号/ })).toBeVisible()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载这些行' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('订单-收不下的行.csv')
    if (!again) await picture(page, 'imported')
    if (!again) await page.getByRole('checkbox', { name: '只作为历史' }).click()
  }
  await expect(async () => {
    const items = await timelineOf('file-7', ['order_paid'])
    expect(items.filter(({ event }) => event === 'order_paid')).toHaveLength(24)
  }).toPass({ timeout: 20_000 })
})
