import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { filesIn } from './lib/files.ts'
import { at, ROOT } from './lib/paths.mjs'

const sources = filesIn(ROOT)
  .filter((path) => /^(kernel|server|console)\/.*\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(at(path), 'utf8') }))

/** What stands behind a `'zh-TW':`, a text or a group of texts. */
const SAID = /'zh-TW':\s*('(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\{\n[\s\S]*?\n\s*\}|\{[^\n]*)/g

const traditional = sources.flatMap(({ path, text }) =>
  path.startsWith('console/i18n/zh-TW/')
    ? text.split('\n').map((line) => ({ path, text: line }))
    : [...text.matchAll(SAID)].map(([, said = '']) => ({ path, text: said })),
)

/** Every character of Big5, which was made for 繁體: levels 1 and 2, without later additions. */
function big5(): Set<string> {
  const decoder = new TextDecoder('big5')
  const characters = new Set<string>()
  for (let first = 0xa4; first <= 0xf9; first++)
    for (let second = 0x40; second <= 0xfe; second++) {
      const place = first * 256 + second
      const isLevel = place <= 0xc67e || (place >= 0xc940 && place <= 0xf9d5)
      if (isLevel) characters.add(decoder.decode(Uint8Array.of(first, second)))
    }
  return characters
}

/** Big5 has them too, for rare words that nothing here needs; 简体 writes common ones with them. */
const BORROWED = /[触于与么种里据复离几价网并机扰优确适范体余万云后]/u

/** How the mainland calls what Taiwan and Hong Kong call otherwise. */
const MAINLAND =
  /數據|信息|默認|支持|短信|視頻(?!號)|質量|登錄|用戶|保存|搜索|導出|導入|設置|打開|鏈接|刷新|菜單|屏幕|網絡|程序|服務器|字段|加載|渠道|人群|二維碼|短鏈|郵箱|密鑰|軟件|運營|營銷|門店|賬|接口|觸達|回調/u

describe('繁體中文', () => {
  test('is found where it is said', () => expect(traditional.length).toBeGreaterThan(1_500))

  test('has no simplified character in it', () => {
    const known = big5()
    const foreign = (text: string) =>
      [...text.matchAll(/\p{Script=Han}/gu)].some(([one]) => !known.has(one) || BORROWED.test(one))
    expect(traditional.filter(({ text }) => foreign(text))).toEqual([])
  })

  test('says things as Taiwan and Hong Kong do', () => {
    expect(traditional.filter(({ text }) => MAINLAND.test(text))).toEqual([])
  })
})

describe('what an operator reads', () => {
  const guilty = (pattern: RegExp) =>
    sources.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}`] : [])),
    )

  test('is chosen among all languages: { … }[locale], not “is it Chinese, else English”', () => {
    expect(guilty(/[=!]== 'zh-CN'|'zh-CN' \?/)).toEqual([])
  })

  test('is said in all languages also where the reader is not known yet: inAll({ … })', () => {
    expect(guilty(/(['`])[^'`]*\p{Script=Han}[^'`]* \/ [A-Za-z][^'`]*\1/u)).toEqual([])
  })
})
