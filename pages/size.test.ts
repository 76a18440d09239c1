import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const HERE = import.meta.dirname
const FIRST_VIEW_MAX = 60_000

test('the first view, with everything it loads, is at most 60 kB gzipped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siyu-pages-'))
  try {
    const vite = join(HERE, '../node_modules/vite/bin/vite.js')
    const args = ['build', HERE, '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
    const { status, stderr } = spawnSync(process.execPath, [vite, ...args], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    const bytes = files
      .filter((file) => file.isFile())
      .map((file) => gzipSync(readFileSync(join(file.parentPath, file.name))).length)
    expect(bytes.length).toBeGreaterThanOrEqual(3)
    expect(bytes.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(FIRST_VIEW_MAX)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
