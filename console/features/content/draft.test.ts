import { expect, test } from 'vitest'
import { bodyTextOf, EMPTY_DRAFT, inputOf } from './draft.ts'

test('what belongs to another kind is not sent', () => {
  const written = {
    ...EMPTY_DRAFT,
    kind: 'text' as const,
    title: 'a',
    body: 'b',
    coverUrl: 'https://a.example/x.png',
    targetUrl: ' ',
    miniProgram: { appId: 'wx1', page: 'p' },
  }
  expect(inputOf(written)).toMatchObject({ body: 'b', coverUrl: undefined, miniProgram: undefined })
  expect(inputOf({ ...written, kind: 'mini_program' })).toMatchObject({
    body: '',
    miniProgram: { appId: 'wx1', page: 'p' },
    targetUrl: undefined,
  })
})

test('the preview fills in sample values and shows an article without its marks', () =>
  expect(
    bodyTextOf({ kind: 'article', body: '# Hello\n{{ person.name }}, **read** this' }, [
      { name: 'person.name', sample: 'Lin' },
    ]),
  ).toBe('Hello\nLin, read this'))
