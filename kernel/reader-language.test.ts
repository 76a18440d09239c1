import { expect, test } from 'vitest'
import { readerLanguageOf } from './reader-language.ts'

test.each([
  ['a browser that says nothing reads 简体', undefined, 'zh-CN'],
  ['“anything” is nothing', '*', 'zh-CN'],
  ['the mainland', 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['Taiwan', 'zh-TW,zh;q=0.9', 'zh-TW'],
  ['Hong Kong reads 繁體 as well', 'zh-HK', 'zh-TW'],
  ['the script counts more than the place', 'zh-Hant-CN', 'zh-TW'],
  ['English before Chinese', 'en-GB,zh-CN;q=0.5', 'en'],
  ['a language we do not speak, then one we do', 'fr-FR,zh-TW;q=0.3', 'zh-TW'],
  ['only languages we do not speak', 'fr-FR,de', 'en'],
])('%s', (_, header, expected) => expect(readerLanguageOf(header)).toBe(expected))
