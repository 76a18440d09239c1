import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import zhTW from 'antd/locale/zh_TW'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useLanguage } from '../i18n/language.ts'
import type { Language } from '../i18n/names.ts'
import { antdTheme } from './antd-theme.ts'
import { useIsDark } from './mode.ts'

const ANTD = { 'zh-CN': zhCN, 'zh-TW': zhTW, en: enUS } as const satisfies Record<Language, unknown>

export function ThemeProvider({ children }: { children: ReactNode }) {
  const isDark = useIsDark()
  const language = useLanguage()
  const theme = useMemo(() => antdTheme(isDark, language), [isDark, language])
  return (
    <ConfigProvider
      theme={theme}
      locale={ANTD[language]}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App message={{ maxCount: 3 }} notification={{ placement: 'bottomRight' }}>
        {children}
      </App>
    </ConfigProvider>
  )
}
