import { expect, test } from 'vitest'
import { paths } from './paths.ts'

/** Operators bookmark pages and send links: a change here must be meant, and the old address must lead on. */
test('the addresses of the console', () => {
  const arguments_ = ['a', 'b'] as const
  const shown = Object.fromEntries(
    Object.entries(paths).map(([name, make]) => [
      name,
      (make as (...ids: readonly string[]) => string)(...arguments_),
    ]),
  )
  expect(shown).toMatchInlineSnapshot(`
    {
      "home": "/",
      "login": "/login",
      "status": "/settings/status",
    }
  `)
})
