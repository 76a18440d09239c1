import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataDirInUse, dataDirHolder, lockDataDir } from './data-dir-lock.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'siyu-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Another process that holds the folder until it is told to end. */
async function holder() {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { lockDataDir } = await import(${JSON.stringify(join(import.meta.dirname, 'data-dir-lock.ts'))})
       lockDataDir(${JSON.stringify(dir)})
       console.log('held')
       setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(child.stdout, 'data')
  return child
}

test('a folder that another process holds is refused, and the refusal names it', async () => {
  const child = await holder()
  expect(() => lockDataDir(dir)).toThrow(DataDirInUse)
  expect(() => lockDataDir(dir)).toThrow(String(child.pid))
  expect(dataDirHolder(dir)).toBe(child.pid)
  child.kill('SIGKILL')
  await once(child, 'exit')
})

test('what a killed process left behind holds nobody up', async () => {
  const child = await holder()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(dataDirHolder(dir)).toBeUndefined()
  {
    using _ = lockDataDir(dir)
    expect(existsSync(join(dir, 'lock'))).toBe(true)
  }
  expect(existsSync(join(dir, 'lock'))).toBe(false)
})

test('a pid that by now is somebody else does not count', () => {
  writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 1, began: 'long ago' }))
  expect(dataDirHolder(dir)).toBeUndefined()
})
