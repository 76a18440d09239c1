import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { ADMIN } from '../server/testing/process.ts'

export const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is set by e2e/global-setup.ts`)
  return value
}

export const url = (path: string): string => setting('SIYU_E2E_URL') + path

/** Sends events as a shop's SDK does; answers once they are visible everywhere. */
export async function happened(events: readonly object[]): Promise<void> {
  const sent = await fetch(url('/v1/batch'), {
    method: 'POST',
    body: JSON.stringify({ batch: events }),
    headers: { authorization: `Basic ${btoa(`${setting('SIYU_E2E_WRITE_KEY')}:`)}` },
  })
  const { position, refused } = (await sent.json()) as { position: string; refused: object[] }
  expect(refused).toEqual([])
  const settled = await fetch(url(`/api/settled?position=${position}&timeoutMs=30000`), {
    headers: { authorization: `Bearer ${setting('SIYU_E2E_API_KEY')}` },
  })
  expect(await settled.json()).toMatchObject({ settled: true })
}

/** Signs in through the form, as everybody does. */
export async function signIn(page: Page): Promise<void> {
  await page.goto(url('/'))
  await page.getByLabel('邮箱').fill(ADMIN.email)
  await page.getByLabel('密码', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '经营概览' })).toBeVisible()
}

/** For whoever wants to look: `SIYU_TEST_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SIYU_TEST_PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** Asks the API as the brand's own server does. */
export async function brand(
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(url(path), {
    method,
    ...(body && { body: JSON.stringify(body) }),
    headers: {
      authorization: `Bearer ${setting('SIYU_E2E_API_KEY')}`,
      'content-type': 'application/json',
    },
  })
  const told = (await answer.json()) as Record<string, unknown>
  expect([path, answer.status, told]).toEqual([path, 200, told])
  return told
}

export interface Item {
  event: string
  channel: string
  properties: Record<string, unknown>
}

/** What her visit looks like in her timeline; waits until events of all these kinds are there. */
export async function timelineOf(userId: string, wanted: readonly string[]): Promise<Item[]> {
  let items: Item[] = []
  await expect(async () => {
    const { personId } = await brand('GET', `/api/identity/lookup?kind=user_id&value=${userId}`)
    const answer = await brand('GET', `/api/people/${String(personId)}/timeline?limit=200`)
    items = answer.items as Item[]
    expect(items.map(({ event }) => event)).toEqual(expect.arrayContaining([...wanted]))
  }).toPass({ timeout: 20_000 })
  return items
}
