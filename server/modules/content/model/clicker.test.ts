import { expect, test } from 'vitest'
import { whoClicked } from './clicker.ts'

test.each([
  [
    'a public link knows nobody',
    { recipient: undefined, browserOf: undefined, isFirstBrowser: false },
    { kind: 'anonymous' },
  ],
  [
    'the first unknown browser is the recipient’s, which is evidence',
    { recipient: '1', browserOf: undefined, isFirstBrowser: true },
    { kind: 'recipient', evidence: true },
  ],
  [
    'her known browser needs no new evidence',
    { recipient: '1', browserOf: '1', isFirstBrowser: false },
    { kind: 'recipient', evidence: false },
  ],
  [
    'a second unknown browser got it forwarded',
    { recipient: '1', browserOf: undefined, isFirstBrowser: false },
    { kind: 'forwarded' },
  ],
  [
    'somebody else’s browser stays somebody else’s, even when first',
    { recipient: '1', browserOf: '2', isFirstBrowser: true },
    { kind: 'forwarded' },
  ],
] as const)('%s', (_, click, expected) => expect(whoClicked(click)).toEqual(expected))
