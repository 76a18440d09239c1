import type { Language } from '../i18n/names.ts'

const SIMPLIFIED =
  '"PingFang SC", -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif'

/** One code point is drawn in different ways in different places: 骨, 直, 令. `base.css` says the same. */
export const FONTS: Readonly<Record<Language, string>> = {
  'zh-CN': SIMPLIFIED,
  'zh-TW':
    '"PingFang TC", -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", sans-serif',
  en: SIMPLIFIED,
}

export const MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace'
