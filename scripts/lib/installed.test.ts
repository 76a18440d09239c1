import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { countMissing, isInstalled, lacksOnlyOptional, stamp } from './installed.mjs'
import { causeOf } from './npm.mjs'

const lock = (version: string) => ({ packages: { '': {}, 'node_modules/zod': { version } } })

/** A folder with this lockfile, and with what npm says it installed. */
function project(wanted: object, present?: object) {
  const root = mkdtempSync(join(tmpdir(), 'siyu-installed-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'node_modules', 'node', 'bin'), { recursive: true })
  writeFileSync(join(root, 'node_modules', 'node', 'bin', 'node'), '')
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(wanted))
  const copy = join(root, 'node_modules', '.package-lock.json')
  if (present) writeFileSync(copy, JSON.stringify(present))
  return root
}

test('a package for another platform is not missed', () => {
  const wanted = { packages: { 'node_modules/win': { version: '1.0.0', optional: true } } }
  expect(countMissing(wanted, {})).toBe(0)
  expect(countMissing(lock('1.0.0'), {})).toBe(1)
})

test('what somebody installed by hand is taken as it is', () => {
  expect(isInstalled(project(lock('1.0.0'), lock('1.0.0')))).toBe(true)
})

test('another version, or nothing at all, wants installing', () => {
  expect(isInstalled(project(lock('1.0.1'), lock('1.0.0')))).toBe(false)
  expect(isInstalled(project(lock('1.0.1')))).toBe(false)
})

test('the stamp holds until the lockfile changes', () => {
  const root = project(lock('1.0.0'))
  stamp(root)
  expect(isInstalled(root)).toBe(true)
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock('1.0.1')))
  expect(isInstalled(root)).toBe(false)
})

test.each([
  ['npm error code ENOTFOUND', /registry cannot be reached/],
  ['npm error code ENOSPC\nnpm error nospc', /disk is full/],
  ['npm error code EACCES', /cannot be written/],
])('what went wrong is told in a sentence: %s', (output, expected) => {
  expect(causeOf(output)).toMatch(expected)
})

test('an unknown failure is not guessed at', () => {
  expect(causeOf('npm error something else')).toBeUndefined()
})

test('a lockfile that lacks only packages for other platforms can be installed from', () => {
  const lock = {
    packages: { 'node_modules/oxfmt': { optionalDependencies: { '@oxfmt/darwin': '1.0.0' } } },
  }
  const missing = (name: string) =>
    `npm error code EUSAGE\nnpm error Missing: ${name} from lock file`
  expect(lacksOnlyOptional(missing('@oxfmt/darwin@1.0.0'), lock)).toBe(true)
  expect(lacksOnlyOptional(missing('zod@4.0.0'), lock)).toBe(false)
  expect(lacksOnlyOptional('npm error code ENOTFOUND', lock)).toBe(false)
})
