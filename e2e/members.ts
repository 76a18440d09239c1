import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Role } from '../server/modules/governance/model/roles.ts'
import { setting, url } from './shop.ts'

export interface Shop {
  id: string
  name: string
  /** Asks as the shop's own program does. */
  post: (path: string, body: object) => Promise<Record<string, unknown>>
}

async function ask(key: string, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url(path), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  })
  const answer = (await response.json()) as Record<string, unknown>
  expect([path, response.ok, answer]).toEqual([path, true, answer])
  return answer
}

/** A workspace of its own, so that tests do not see each other's things. */
export async function newShop(name: string): Promise<Shop> {
  const made = await ask(setting('SIYU_E2E_API_KEY'), '/api/workspaces', { name })
  const { workspace, keys } = made as { workspace: { id: string }; keys: { api: string } }
  return { id: workspace.id, name, post: (path, body) => ask(keys.api, path, body) }
}

const passwordOf = (email: string): string => `the password of ${email}`

/** Makes someone a member; a newcomer sets a password by the link, as she would. */
export async function join(shop: Shop, email: string, role: Role): Promise<void> {
  const { passwordUrl } = await shop.post('/api/members', { email, name: email, role })
  if (typeof passwordUrl !== 'string') return
  const token = passwordUrl.split('#')[1]
  await shop.post('/api/password-links/use', { token, password: passwordOf(email) })
}

export async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto(url('/console/login'))
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码', { exact: true }).fill(passwordOf(email))
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
}

/** Opens another page as a click on a link does: without loading the console anew. */
export async function open(page: Page, path: string): Promise<void> {
  const to = JSON.stringify(`/console${path}`)
  await page.evaluate(
    `history.pushState({}, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`,
  )
}
