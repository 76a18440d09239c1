import {
  GlobalOutlined,
  MoonOutlined,
  QuestionCircleOutlined,
  SunOutlined,
} from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import type { MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { logOut, useSession, workspaceOf } from '../api/session.ts'
import { chooseLanguage, useLanguage } from '../i18n/language.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/names.ts'
import { paths } from '../paths.ts'
import { chooseTheme, THEME_MODES, useIsDark, useThemeMode } from '../theme/mode.ts'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { useShowError } from '../ui/use-show-error.ts'
import css from './TopBar.module.css'

type Items = NonNullable<MenuProps['items']>

function useLanguageItems(): Items {
  return LANGUAGES.map((language) => ({
    key: language,
    label: <span lang={language}>{LANGUAGE_NAMES[language]}</span>,
    onClick: () => void chooseLanguage(language),
  }))
}

function useThemeItems(): Items {
  const { t } = useTranslation('shell')
  return THEME_MODES.map((mode) => ({
    key: mode,
    label: t(`themeMode.${mode}`),
    onClick: () => chooseTheme(mode),
  }))
}

export function LanguageMenu() {
  const { t } = useTranslation('shell')
  const items = useLanguageItems()
  const language = useLanguage()
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [language] }}>
      <Button type="text" aria-label={t('language')} icon={<GlobalOutlined />} />
    </Dropdown>
  )
}

export function ThemeMenu() {
  const { t } = useTranslation('shell')
  const items = useThemeItems()
  const mode = useThemeMode()
  const isDark = useIsDark()
  return (
    <Dropdown trigger={['click']} menu={{ items, selectable: true, selectedKeys: [mode] }}>
      <Button
        type="text"
        aria-label={t('theme')}
        icon={isDark ? <MoonOutlined /> : <SunOutlined />}
      />
    </Dropdown>
  )
}

export function HelpMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation('shell')
  const items: Items = [
    { key: 'keys', label: t('helpKeys'), onClick: onShortcuts },
    {
      key: 'api',
      label: (
        <a href="/api/openapi.json" target="_blank" rel="noreferrer">
          {t('helpApi')}
        </a>
      ),
    },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button type="text" aria-label={t('help')} icon={<QuestionCircleOutlined />} />
    </Dropdown>
  )
}

export function MeMenu() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const navigate = useNavigate()
  const showError = useShowError()
  const isNarrow = useIsNarrow()
  const languages = useLanguageItems()
  const themes = useThemeItems()
  const user = session?.user
  const role = workspaceOf(session)?.role
  if (!user) return null

  const leave = async () => {
    try {
      await logOut()
      await navigate({ to: paths.login() })
    } catch (error) {
      // Swallowed because the reader is told; she is still logged in.
      showError(error)
    }
  }
  const items: Items = [
    ...(isNarrow
      ? [
          { key: 'language', label: t('language'), children: languages },
          { key: 'theme', label: t('theme'), children: themes },
          { type: 'divider' as const },
        ]
      : []),
    { key: 'logout', label: t('logout'), onClick: () => void leave() },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items }}
      placement="bottomRight"
      popupRender={(menu) => (
        <div className="ant-dropdown-menu" style={{ minWidth: 184 }}>
          <div className={css.meWho}>
            <div>{user.name}</div>
            <div>{user.email}</div>
            {role && <div>{t(`role.${role}`)}</div>}
          </div>
          <div style={{ margin: '0 -4px' }}>{menu}</div>
        </div>
      )}
    >
      <button type="button" className={css.me} aria-label={`${t('me')}: ${user.name}`}>
        {user.name.slice(0, 1).toUpperCase()}
      </button>
    </Dropdown>
  )
}
