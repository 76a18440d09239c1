import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import i18next from 'i18next'
import { useTranslation, initReactI18next } from 'react-i18next'
import { recall, remember } from '../ui/remember.ts'
import { LANGUAGES } from './names.ts'
import type { Language } from './names.ts'

const KEY = 'siyu.language'

const isLanguage = (text: string | undefined): text is Language =>
  LANGUAGES.some((language) => language === text)

/** Chinese first: English only for a browser that asks for something that is not Chinese. */
export function firstLanguage(stored: string | undefined, asked: readonly string[]): Language {
  if (isLanguage(stored)) return stored
  return asked.length === 0 || asked.some((tag) => tag.startsWith('zh')) ? 'zh-CN' : 'en'
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'shell')) return
  const { resources } =
    language === 'zh-CN' ? await import('./zh-CN/resources.ts') : await import('./en/resources.ts')
  for (const [namespace, words] of Object.entries(resources))
    i18next.addResourceBundle(language, namespace, words)
}

function show(language: Language): void {
  document.documentElement.lang = language
  dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en')
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

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN')

export function useLanguage(): Language {
  return useTranslation('shell').i18n.language === 'en' ? 'en' : 'zh-CN'
}
