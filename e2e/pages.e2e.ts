import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { brand, happened, signIn, url } from './shop.ts'

const RULES = `好友通过你的邀请首次下单并付款后,你得一张10元券,好友得一张8元券。
每位好友只计一次;好友退款,双方的券一并收回。
券在30天内有效,可用于全场图书。`

let gameId = ''
test.beforeAll(async () => {
  const coupon = async (name: string, valueFen: number, thresholdFen: number) =>
    (
      await brand('POST', '/api/coupons', {
        ...{ name, valueFen, thresholdFen, stock: 100, limitPerPerson: 20, validDays: 30 },
      })
    ).id
  const rules = {
    inviterCouponId: await coupon('老友券', 1_000, 4_900),
    inviteeCouponId: await coupon('新友券', 800, 0),
    ...{ withinDays: 30, minPayFen: 2_000, readableRules: RULES },
  }
  const game = { name: '送朋友一本书的理由', rules }
  gameId = String((await brand('POST', '/api/fission/games', game)).gameId)
  await brand('POST', `/api/fission/games/${gameId}/publish`)
  await happened([
    ...['林小满', '周可'].map((nickname, i) => ({
      ...{ type: 'identify', userId: `inviter-${i}`, messageId: `pages-named-${i}` },
      traits: { nickname },
    })),
  ])
})

const invitationOf = async (value: string) =>
  (await brand('POST', `/api/fission/games/${gameId}/invitations`, {
    identifiers: [{ kind: 'user_id', value }],
  })) as { code: string; url: string; personalUrl: string }

/** Somebody else's phone. */
const phone = async (browser: Browser, locale = 'zh-CN'): Promise<Page> =>
  (
    await browser.newContext({
      ...{ locale, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
      ...{ isMobile: true, hasTouch: true, timezoneId: 'Asia/Shanghai' },
    })
  ).newPage()

/** Pictures for eyes, when they are asked for; light and dark. */
async function pictured(page: Page, name: string): Promise<void> {
  const folder = process.env.SIYU_TEST_PICTURES
  if (!folder) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, fullPage: true })
  }
  await page.emulateMedia({ colorScheme: null })
}

const beyondTheSide = (page: Page) =>
  page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)

test('a friend opens the link, accepts, and the inviter’s page shows it; the first order brings both a coupon @phone', async ({
  browser,
}) => {
  const { code, personalUrl } = await invitationOf('inviter-0')
  const inviter = await phone(browser)
  await inviter.goto(personalUrl)
  await expect(inviter).toHaveURL(url(`/i/${code}`))
  await expect(inviter.getByText('还没有朋友接受')).toBeVisible()
  await expect(inviter.getByRole('img', { name: '邀请二维码' })).toBeVisible()
  await pictured(inviter, 'inviter-empty')

  const friend = await phone(browser)
  const complaints: string[] = []
  friend.on('pageerror', (error) => complaints.push(String(error)))
  friend.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  await friend.goto(url(`/i/${code}`))
  await expect(friend.getByText('林** 邀请你')).toBeVisible()
  await expect(friend.getByText('¥8', { exact: true })).toBeVisible()
  await expect(friend.getByRole('heading', { name: '活动规则' })).toBeVisible()
  await pictured(friend, 'friend')
  await friend.getByRole('button', { name: '接受邀请' }).click()
  await expect(friend.getByText('已接受邀请')).toBeVisible()
  await expect(friend.getByText(/前完成首单（实付满 ¥20）/)).toBeVisible()
  await pictured(friend, 'friend-accepted')
  await friend.getByRole('button', { name: '撤回接受' }).click()
  await expect(friend.getByText('我们不再保留是谁邀请了你')).toBeVisible()
  await friend.getByRole('button', { name: '重新接受' }).click()
  await expect(friend.getByText('已接受邀请')).toBeVisible()

  await inviter.reload()
  await expect(inviter.getByText('已接受，等待首单')).toBeVisible()
  const cookies = await friend.context().cookies()
  const value = cookies.find(({ name }) => name === 'siyu_aid')?.value
  const { position } = await brand('POST', '/api/orders', {
    ...{ orderId: 'pages-1', paidAt: new Date().toISOString(), payFen: 5_900 },
    identifiers: [{ kind: 'anonymous_id', value }],
  })
  await brand('GET', `/api/settled?position=${String(position)}&timeoutMs=30000`)
  await inviter.reload()
  await expect(inviter.getByText('你得到一张券')).toBeVisible()
  await pictured(inviter, 'inviter')

  await inviter.getByRole('link', { name: '我的券', exact: true }).click()
  await expect(inviter.getByRole('heading', { level: 1, name: '我的券' })).toBeVisible()
  await expect(inviter.getByText('老友券')).toBeVisible()
  await expect(inviter.getByText('券码')).toBeVisible()
  await pictured(inviter, 'wallet')
  expect(complaints).toEqual([])
})

test('one tap stops all messages, and one takes it back @phone', async ({ browser }) => {
  const her = await phone(browser)
  await her.goto((await invitationOf('inviter-1')).personalUrl)
  await her.getByRole('link', { name: '隐私' }).click()
  await expect(her.getByRole('heading', { level: 1, name: '隐私与消息' })).toBeVisible()
  await her.getByRole('button', { name: '停止所有消息' }).click()
  await expect(her.getByText('我们不会再主动给你发任何消息')).toBeVisible()
  await pictured(her, 'privacy-stopped')
  await her.getByRole('button', { name: '撤销' }).click()
  await expect(her.getByText('你会收到活动与服务消息')).toBeVisible()
  await her.getByRole('switch', { name: '短信' }).click()
  await expect(her.getByRole('switch', { name: '短信' })).toHaveAttribute('aria-checked', 'false')
  await pictured(her, 'privacy')
})

test('pages speak the reader’s language, bear large type, and end in words, not in a wall @phone', async ({
  browser,
}) => {
  const { code, personalUrl } = await invitationOf('inviter-0')
  for (const [locale, says] of [
    ['zh-TW', '接受邀請'],
    ['en', 'Accept'],
  ] as const) {
    const friend = await phone(browser, locale)
    await friend.goto(url(`/i/${code}`))
    await expect(friend.getByRole('button', { name: says })).toBeVisible()
    await pictured(friend, `friend-${locale}`)
  }
  const her = await phone(browser)
  for (const path of [personalUrl, url('/me'), url('/me/privacy'), url(`/i/${code}`)]) {
    await her.goto(path)
    await expect(her.getByRole('heading', { level: 1 })).toBeVisible()
    // WeChat's largest font setting is about 1.4 times.
    await her.addStyleTag({ content: 'html{font-size:23px!important}' })
    expect([path, await beyondTheSide(her)]).toEqual([path, 0])
  }
  await pictured(her, 'inviter-large-type')
  const stranger = await phone(browser)
  for (const [path, status, says] of [
    ['/i/nosuchcode', 404, '没有这个页面'],
    ['/me', 401, '请从你的专属链接打开'],
    ['/nowhere', 404, '没有这个页面'],
  ] as const) {
    const answer = await stranger.goto(url(path))
    expect([path, answer?.status()]).toEqual([path, status])
    await expect(stranger.getByRole('heading', { name: says })).toBeVisible()
  }
  await pictured(stranger, 'lost')
})

test('without scripts a friend can still accept @phone', async ({ browser }) => {
  const { code } = await invitationOf('inviter-1')
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
  const friend = await context.newPage()
  await friend.goto(url(`/i/${code}`))
  await pictured(friend, 'friend-without-scripts')
  await friend.getByRole('button', { name: '接受邀请' }).click()
  await expect(friend.getByText('已接受邀请')).toBeVisible()
})

test('an operator looks at both sides of a game from its page, and takes the link along', async ({
  page,
}) => {
  await signIn(page)
  await page.goto(url(`/console/spread/games/${gameId}`))
  const panel = page.getByRole('region', { name: '用户看到的页面' })
  await expect(panel.getByText(`/g/${gameId}`)).toBeVisible()
  const frame = panel.frameLocator('iframe')
  await expect(frame.getByRole('button', { name: '接受邀请' })).toBeDisabled()
  await panel.getByText('邀请人', { exact: true }).click()
  await expect(frame.getByText('我的邀请链接')).toBeVisible()
  if (process.env.SIYU_TEST_PICTURES)
    await page.screenshot({
      path: `${process.env.SIYU_TEST_PICTURES}/console-game.png`,
      fullPage: true,
    })
})
