import {
  MenuFoldOutlined,
  MenuOutlined,
  MenuUnfoldOutlined,
  SearchOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { isMac } from './is-mac.ts'
import { HelpMenu, LanguageMenu, MeMenu, ThemeMenu } from './menus.tsx'
import { Pulse } from './Pulse.tsx'
import css from './TopBar.module.css'
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx'

interface TopBarProps {
  isNavOpen: boolean
  onNav: () => void
  onPalette: () => void
  onShortcuts: () => void
}

export function TopBar({ isNavOpen, onNav, onPalette, onShortcuts }: TopBarProps) {
  const { t } = useTranslation('shell')
  const isNarrow = useIsNarrow()
  const navLabel = isNarrow ? t('openNav') : isNavOpen ? t('collapseNav') : t('expandNav')
  return (
    <header className={css.bar} aria-label={t('topBar')}>
      <Tooltip title={navLabel} placement="bottomLeft">
        <Button
          type="text"
          aria-label={navLabel}
          aria-expanded={isNavOpen}
          icon={
            isNarrow ? <MenuOutlined /> : isNavOpen ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />
          }
          onClick={onNav}
        />
      </Tooltip>
      <WorkspaceSwitch />
      <button type="button" className={css.search} onClick={onPalette} aria-label={t('search')}>
        <SearchOutlined />
        <span className={css.searchText}>{t('search')}</span>
        <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <div className={css.right}>
        <Pulse />
        <HelpMenu onShortcuts={onShortcuts} />
        {!isNarrow && <LanguageMenu />}
        {!isNarrow && <ThemeMenu />}
        <MeMenu />
      </div>
    </header>
  )
}
