import { expect, test } from 'vitest'
import { glossaryComplaints, termsOf } from './glossary.ts'

const glossary = (...rows: string[]) =>
  termsOf(['| English | 中文 | meaning | never |', '| --- | --- | --- | --- |', ...rows].join('\n'))

const LIVE_CODE =
  '| **live code** | 活码 | a code whose target can change | dynamic qr, magic code |'

test('a row is a term', () => {
  expect(glossary(LIVE_CODE)).toMatchObject([
    { line: 3, english: 'live code', chinese: '活码', never: ['dynamic qr', 'magic code'] },
  ])
})

test('a file called by a banned word is told the right one', () => {
  const files = [
    'server/modules/entry/model/magic-code.ts',
    'server/modules/entry/model/live-code.ts',
  ]
  expect(glossaryComplaints(glossary(LIVE_CODE), files)).toEqual([
    'server/modules/entry/model/magic-code.ts is named magic-code; the glossary says live code',
  ])
})

test('a term stands there once, and is no other term’s ban', () => {
  const rows = [LIVE_CODE, LIVE_CODE, '| code | 码 | anything scanned | live code |']
  expect(glossaryComplaints(glossary(...rows), [])).toEqual([
    'docs/glossary.md:4 live code stands there twice',
    'docs/glossary.md:5 code bans live-code, which is itself a term',
  ])
})
