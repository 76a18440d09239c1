import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownToHtml } from './markdown.ts'
import { articleHtml } from './render.ts'
import { sanitise } from './sanitise.ts'

test.each([
  ['a script goes with its content', 'a<script>alert(1)</script>b', 'ab'],
  ['an event handler goes, its tag stays', '<p onclick="x()">a</p>', '<p>a</p>'],
  [
    'an address that is no web address goes',
    '<a href="javascript:x">a</a>',
    '<a rel="noopener nofollow">a</a>',
  ],
  [
    'a disguised address goes too',
    '<a href="java&#115;cript:x">a</a>',
    '<a rel="noopener nofollow">a</a>',
  ],
  ['a picture without an address is none', '<img onerror="x" src="data:x">', ''],
  ['an unknown tag loses its brackets, not its text', '<marquee>a</marquee>', 'a'],
  ['what is left open is closed', '<p><b>a', '<p><b>a</b></p>'],
  ['a lone bracket is a bracket', '1 < 2 & 3', '1 &lt; 2 &amp; 3'],
  ['comments vanish', 'a<!-- <b> -->b', 'ab'],
  [
    'a quote cannot leave its attribute',
    `<img src='https://a.cn/"onerror=x'>`,
    '<img src="https://a.cn/&quot;onerror=x">',
  ],
])('%s', (_, html, safe) => expect(sanitise(html)).toBe(safe))

/** Everything that opens in the output is a kept tag with kept attributes: checked by another reader. */
const ONLY_KEPT =
  /^(?:[^<>]|<\/?(?:p|br|hr|h[1-4]|strong|b|em|i|u|s|blockquote|ul|ol|li|code|pre|figure|figcaption)>|<a(?: href="https?:[^"<>]*")?(?: title="[^"<>]*")? rel="noopener nofollow">|<\/a>|<img src="https?:[^"<>]*"(?: alt="[^"<>]*")?(?: width="\d+")?(?: height="\d+")?>)*$/iu

const hostile = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      ' ',
      '/',
      '&',
      '&#60;',
      '&lt;',
      '<!--',
      '-->',
      'script',
      '<script>',
      '</script',
      '<a href=',
      '<img src=',
      'javascript:',
      'https://a.cn',
      'onerror=',
      'x',
      '<svg',
      '<p',
      '</p>',
      '<style>',
      '`',
      '*',
      '[x](javascript:y)',
      '![x](https://a.cn/"y)',
      '\n',
      '# ',
      '> ',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

test('nothing but kept tags ever comes out, whatever goes in', () => {
  fc.assert(
    fc.property(hostile, (html) => {
      expect(sanitise(html)).toMatch(ONLY_KEPT)
      expect(articleHtml(html, 'markdown')).toMatch(ONLY_KEPT)
    }),
    { numRuns: 2_000 },
  )
})

test('to sanitise twice changes nothing more', () => {
  fc.assert(
    fc.property(hostile, (html) => {
      const once = sanitise(html)
      expect(sanitise(once)).toBe(once)
    }),
    { numRuns: 2_000 },
  )
})

test('markdown becomes headings, lists, quotes, emphasis, links and pictures', () => {
  expect(
    markdownToHtml(
      '# 书单\n\n第一行\n第二行 **重点** *轻*\n\n- 甲\n- 乙\n\n1. 一\n\n> 引用\n\n[看](https://a.cn) ![图](https://a.cn/i.png)\n\n---\n\n```\n<b>\n```',
    ),
  ).toBe(
    [
      '<h1>书单</h1>',
      '<p>第一行<br>第二行 <strong>重点</strong> <em>轻</em></p>',
      '<ul><li>甲</li><li>乙</li></ul>',
      '<ol><li>一</li></ol>',
      '<blockquote><p>引用</p></blockquote>',
      '<p><a href="https://a.cn">看</a> <img src="https://a.cn/i.png" alt="图"></p>',
      '<hr>',
      '<pre><code>&lt;b&gt;</code></pre>',
    ].join('\n'),
  )
})
