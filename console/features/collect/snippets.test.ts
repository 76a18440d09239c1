import { expect, test } from 'vitest'
import { snippets } from './snippets.ts'

const all = snippets('https://siyu.example.com', 'siyu_wk_0123')

test('every snippet has the key and the address filled in', () => {
  for (const { code } of all) {
    expect(code).toContain('siyu_wk_0123')
    expect(code).toContain('https://siyu.example.com')
    expect(code).not.toMatch(/undefined|\$\{/)
  }
})

test('each has a name of its own', () => {
  const names = all.map(({ family, label }) => label ?? family)
  expect(new Set(names).size).toBe(names.length)
})
