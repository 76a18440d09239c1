import { expect, test } from 'vitest'
import { readSource } from './architecture/source.ts'
import { violationsOf, withoutExceptions } from './architecture/rules.ts'
import { readAliases, readSources } from './architecture/sources.ts'
import { MODULES } from './architecture/table.ts'

const aliases = readAliases()
const judge = (path: string, text: string) => violationsOf(readSource(path, text), aliases)
const rules = (path: string, text: string) => judge(path, text).map(({ rule }) => rule)

const importing = (specifier: string) => `import { x } from '${specifier}'\nexport const y = x\n`

test.each([
  ['the kernel may use zod', 'kernel/a.ts', 'zod', []],
  ['the kernel knows no Node', 'kernel/a.ts', 'node:crypto', ['layers']],
  ['the kernel knows no platform', 'kernel/a.ts', '#platform/log.ts', ['layers']],
  [
    'the platform knows no module',
    'server/platform/a.ts',
    '#modules/identity/service.ts',
    ['layers'],
  ],
  ['the platform stands on the kernel', 'server/platform/a.ts', '#kernel/ids.ts', []],
  ['the composition root sees modules inside', 'server/main.ts', '#modules/entry/store.ts', []],
  ['the console sees contracts', 'console/a.tsx', '#modules/entry/contract.ts', []],
  ['the console sees pure models', 'console/a.tsx', '#modules/entry/model/code.ts', []],
  ['the console sees no service', 'console/a.tsx', '#modules/entry/service.ts', ['layers']],
  ['the console sees no platform', 'console/a.tsx', '../server/platform/log.ts', ['layers']],
  ['a page takes no value of a model', 'pages/a.ts', '#modules/entry/model/code.ts', ['layers']],
  ['a page is made of Preact', 'pages/a.tsx', 'preact', []],
  ['a page carries no heavy library', 'pages/a.tsx', 'antd', ['layers']],
  ['an SDK takes no value of the server', 'sdk/a.ts', '#modules/collect/contract.ts', ['layers']],
  ['an SDK has no dependency', 'sdk/a.ts', 'zod', ['layers']],
  ['the WeChat clients do not know Siyu', 'wechat/a.ts', '#modules/entry/service.ts', ['layers']],
  ['the world shares the crypto', 'world/a.ts', '#wechat/crypto.ts', []],
  ['the world shares nothing else', 'world/a.ts', '#wechat/client.ts', ['layers']],
  ['the world never sees the server', 'world/a.ts', '#platform/log.ts', ['layers']],
  ['scripts are free', 'scripts/a.ts', '#modules/entry/store.ts', []],
])('%s', (_, path, specifier, expected) => {
  expect(rules(path, importing(specifier))).toEqual(expected)
})

const inJourney = (specifier: string) =>
  rules('server/modules/journey/service.ts', importing(specifier))

test('a module leans on the surface of earlier modules', () => {
  expect(inJourney('#modules/deliver/service.ts')).toEqual([])
  expect(inJourney('#modules/deliver/service/send.ts')).toEqual([])
  expect(inJourney('#modules/audience/model/predicate.ts')).toEqual([])
  expect(inJourney('../audience/contract.ts')).toEqual([])
})

test('a module does not reach inside an earlier one', () => {
  expect(inJourney('#modules/deliver/store.ts')).toEqual(['module-surface'])
  expect(inJourney('#modules/deliver/service/inner/send.ts')).toEqual(['module-surface'])
})

test('a module hears later ones through their facts only', () => {
  expect(inJourney('#modules/fission/service.ts')).toEqual(['module-order'])
  expect(inJourney('#modules/fission/facts.ts')).toEqual([])
})

test('every pair of modules is judged by their place in the flow', () => {
  for (const [i, from] of MODULES.entries()) {
    for (const [j, to] of MODULES.entries()) {
      const found = rules(`server/modules/${from}/a.ts`, importing(`#modules/${to}/service.ts`))
      expect(found, `${from} → ${to}`).toEqual(j > i ? ['module-order'] : [])
    }
  }
})

test('an SDK may take types of a contract', () => {
  const text = "import type { Batch } from '#modules/collect/contract.ts'\nexport type B = Batch\n"
  expect(rules('sdk/core/a.ts', text)).toEqual([])
})

test('exports from elsewhere, dynamic imports and import types are imports too', () => {
  const path = 'world/a.ts'
  expect(rules(path, "export const a = 1\nexport { b } from '#platform/b.ts'\n")).toEqual([
    'layers',
  ])
  expect(rules(path, "export const a = await import('#platform/b.ts')\n")).toEqual(['layers'])
  expect(rules(path, "export type A = import('#platform/b.ts').B\n")).toEqual(['layers'])
  expect(rules(path, "// import { b } from '#platform/b.ts'\nexport const a = 1\n")).toEqual([])
})

test.each([
  ['const at = Date.now()', ['argument']],
  ['const at = new Date()', ['argument']],
  ['const at = new Date(0)', []],
  ['const x = Math.random()', ['argument']],
  ['const x = crypto.randomUUID()', ['argument']],
  ["import { randomBytes } from 'node:crypto'", ['argument']],
  ["import { createHash } from 'node:crypto'", []],
  ['const x = process.env.HOME', ['argument']],
  ['const f = (randomBytes: (n: number) => Uint8Array) => randomBytes(4)', []],
  ["const says = 'Date.now() is forbidden here'", []],
])('time, randomness and configuration are arguments: %s', (text, expected) => {
  expect(rules('server/modules/journey/model/a.ts', text)).toEqual(expected)
  expect(rules('server/platform/a.ts', text)).toEqual([])
  expect(rules('server/modules/journey/model/a.test.ts', text)).toEqual([])
})

const sqlOf = (module: string, text: string) => rules(`server/modules/${module}/store.ts`, text)

test.each([
  ['sql`select 1 from journey.run`', []],
  ['sql`select 1 from identity.person`', ['own-schema']],
  ['sql`select 1 from journey.run join identity.person as p using (id)`', ['own-schema']],
  ['sql`insert into "identity"."person" values (1)`', ['own-schema']],
  ["db.selectFrom('identity.person as p')", ['own-schema']],
  ["db.selectFrom(['journey.run', 'identity.person'])", ['own-schema']],
  ["db.updateTable('journey.run')", []],
  ["db.withSchema('identity')", ['own-schema']],
  ['sql`SELECT count() FROM events WHERE journey.x = 1`', []],
  ["const says = 'taken from identity.'", []],
])("a module's SQL names its own schema only: %s", (text, expected) => {
  expect(sqlOf('journey', text)).toEqual(expected)
})

test('insight reads every schema and writes none', () => {
  expect(sqlOf('insight', 'sql`select 1 from commerce.purchase`')).toEqual([])
  expect(sqlOf('insight', 'sql`delete from commerce.purchase`')).toEqual(['own-schema'])
  expect(sqlOf('insight', 'sql`update commerce.purchase set a = 1`')).toEqual(['own-schema'])
})

test('a migration has no foreign key out of its schema, and a comment is not SQL', () => {
  const path = 'server/modules/journey/migrations/0001_runs.sql'
  const sql =
    '-- the person from identity.person\ncreate table journey.run (\n  p uuid references identity.person\n);\n'
  expect(judge(path, sql)).toMatchObject([{ rule: 'own-schema', line: 3 }])
})

test('a file that only re-exports is a barrel', () => {
  expect(rules('kernel/index.ts', "export * from './ids.ts'\n")).toEqual(['barrel'])
  expect(rules('kernel/ids.ts', "export * from './a.ts'\nexport const b = 1\n")).toEqual([])
})

test('a module that is in no table is told', () => {
  expect(rules('server/modules/magic/a.ts', 'export const a = 1')).toEqual(['known-module'])
})

test('a breach says where it is and what to do', () => {
  const [found] = judge('kernel/a.ts', `// 中文注释\n${importing('#platform/log.ts')}`)
  expect(found).toMatchObject({ file: 'kernel/a.ts', line: 2 })
  expect(found?.mend).not.toBe('')
})

test('an exception excuses its rule in its file, and is reported once idle', () => {
  const violations = judge('kernel/a.ts', importing('#platform/log.ts'))
  const because = 'until the log moves'
  const used = [{ file: 'kernel/a.ts', rule: 'layers', because }]
  expect(withoutExceptions(violations, used)).toEqual([])
  const idle = [{ file: 'kernel/b.ts', rule: 'layers', because }]
  expect(withoutExceptions([], idle)).toMatchObject([{ rule: 'exception', file: 'kernel/b.ts' }])
})

test('the table knows the folders that are there', () => {
  const modules = readSources().flatMap(
    ({ path }) => /^server\/modules\/([^/]+)\//.exec(path)?.[1] ?? [],
  )
  expect(MODULES).toEqual(expect.arrayContaining([...new Set(modules)]))
})
