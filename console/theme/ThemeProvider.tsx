import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useLanguage } from '../i18n/language.ts'
import { antdTheme } from './antd-theme.ts'
import { useIsDark } from './mode.ts'

export function ThemeProvider({ children }: { children: ReactNode }) {
  const isDark = useIsDark()
  const language = useLanguage()
  const theme = useMemo(() => antdTheme(isDark), [isDark])
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh-CN' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App message={{ maxCount: 3 }} notification={{ placement: 'bottomRight' }}>
        {children}
      </App>
    </ConfigProvider>
  )
}
