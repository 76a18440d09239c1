import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/zh-tw'
import i18next from 'i18next'
import { useTranslation, initReactI18next } from 'react-i18next'
import { localeOfTag } from '#kernel/locale.ts'
import { recall, remember } from '../ui/remember.ts'
import { LANGUAGES } from './names.ts'
import type { Language } from './names.ts'
import type { Shape } from './shape.ts'
import type { resources as source } from './zh-CN/resources.ts'

const KEY = 'siyu.language'

const isLanguage = (text: string | undefined): text is Language =>
  LANGUAGES.some((language) => language === text)

/**
 * Chinese first, as the browser writes it: English only for one that asks for something and never
 * for Chinese.
 */
export function firstLanguage(stored: string | undefined, asked: readonly string[]): Language {
  if (isLanguage(stored)) return stored
  if (asked.length === 0) return 'zh-CN'
  const chinese = asked.map(localeOfTag).find((ours) => ours !== undefined && ours !== 'en')
  return chinese ?? 'en'
}

/** One chunk per language: a browser loads what it shows. */
const WORDS: Readonly<Record<Language, () => Promise<{ resources: Shape<typeof source> }>>> = {
  'zh-CN': () => import('./zh-CN/resources.ts'),
  'zh-TW': () => import('./zh-TW/resources.ts'),
  en: () => import('./en/resources.ts'),
}

const DAYJS: Readonly<Record<Language, string>> = { 'zh-CN': 'zh-cn', 'zh-TW': 'zh-tw', en: 'en' }

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'shell')) return
  const { resources } = await WORDS[language]()
  for (const [namespace, words] of Object.entries(resources))
    i18next.addResourceBundle(language, namespace, words)
}

function show(language: Language): void {
  document.documentElement.lang = language
  dayjs.locale(DAYJS[language])
}

export async function startLanguage(): Promise<void> {
  const language = firstLanguage(recall(KEY), navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    defaultNS: 'kit',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await load(language)
  show(language)
}

export async function chooseLanguage(language: Language): Promise<void> {
  await load(language)
  remember(KEY, language)
  await i18next.changeLanguage(language)
  show(language)
}

const languageOf = (text: string): Language => (isLanguage(text) ? text : 'zh-CN')

export const currentLanguage = (): Language => languageOf(i18next.language)

export function useLanguage(): Language {
  return languageOf(useTranslation('shell').i18n.language)
}
