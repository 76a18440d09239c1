import { expect, test } from '@playwright/test'
import { brand, happened, signIn, url } from './shop.ts'

const personOf = async (value: string): Promise<unknown> =>
  (await brand('GET', `/api/identity/lookup?kind=phone&value=${encodeURIComponent(value)}`))
    .personId

test('a stricter rule is rehearsed, applied to the past, and taken back', async ({ page }) => {
  await happened(
    ['+8613700137001', '+8613700137002'].map((phone, i) => ({
      ...{ type: 'identify', userId: 'rules-1', messageId: `rules-${i}`, traits: { phone } },
    })),
  )
  const one = await personOf('+8613700137001')
  expect(await personOf('+8613700137002')).toBe(one)

  await signIn(page)
  await page.goto(url('/console/identity'))
  await page.getByRole('link', { name: '身份规则' }).click()
  await page.getByLabel('手机 凭事件').fill('1')
  await page.getByLabel('手机 凭明确绑定或人工').fill('1')
  await page.getByRole('button', { name: /预\s*演/ }).click()
  const result = page.getByRole('region', { name: '预演结果' })
  await expect(result.getByRole('listitem').first()).toBeVisible()
  if (process.env.SIYU_TEST_PICTURES)
    await page.screenshot({ path: `${process.env.SIYU_TEST_PICTURES}/rules.png`, fullPage: true })
  expect(await personOf('+8613700137002')).toBe(one)
  await result.getByLabel('为什么').fill('一人一号')
  await result.getByRole('button', { name: '应用，对过去同样生效' }).click()
  await expect(page.getByText(/应用完毕/)).toBeVisible()
  expect(await personOf('+8613700137002')).not.toBe(one)

  const { version } = await brand('GET', '/api/identity/rules')
  await brand('PUT', '/api/identity/rules', { limits: {}, blocked: [], version, why: '' })
  await expect(async () => expect(await personOf('+8613700137002')).toBe(one)).toPass()
})
