import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const built = mkdtempSync(join(tmpdir(), 'siyu-sdk-'))

beforeAll(() => {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [
    'build',
    join(ROOT, 'sdk'),
    '--outDir',
    built,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  execFileSync(process.execPath, [vite, ...args], { cwd: ROOT })
})
afterAll(() => rmSync(built, { recursive: true }))

const gzipped = (file: string): number =>
  gzipSync(readFileSync(join(built, file)), { level: 9 }).length

test.each([
  ['siyu.js', 6_000, 'a page loads it before it has sold anything'],
  ['siyu.mjs', 6_000, 'the same, in the bundle of a page'],
  ['siyu-mp.js', 8_000, 'a mini program may weigh 2 MB in all'],
])('%s is at most %i bytes, gzipped: %s', (file, most) => {
  expect(gzipped(file)).toBeLessThanOrEqual(most)
})

test('what pages and mini programs load asks for nothing else', () => {
  for (const file of ['siyu.js', 'siyu.mjs', 'siyu-mp.js', 'siyu-pick.js']) {
    const text = readFileSync(join(built, file), 'utf8')
    expect(text).not.toMatch(/\brequire\(|\bimport\b\s*[{("'*]|eval\(|new Function/)
  }
})
