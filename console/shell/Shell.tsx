import { Outlet, useMatches } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../api/may.ts'
import { useWorkspace } from '../api/session.ts'
import { Logo } from '../ui/Logo.tsx'
import { recall, remember } from '../ui/remember.ts'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { needsOf } from './needs.ts'
import { NotAllowedPage } from './NotAllowedPage.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import css from './Shell.module.css'
import { ShortcutHelp } from './ShortcutHelp.tsx'
import { SideNav } from './SideNav.tsx'
import { TopBar } from './TopBar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

type Floating = 'palette' | 'shortcuts' | 'nav' | undefined
const COLLAPSED = 'siyu.nav'

/** What stays while pages come and go; in another workspace nothing does. */
export function Shell() {
  return <ShellOfWorkspace key={useWorkspace()?.id ?? ''} />
}

function ShellOfWorkspace() {
  const { t } = useTranslation('shell')
  const isNarrow = useIsNarrow()
  const [isCollapsed, setCollapsed] = useState(() => recall(COLLAPSED) === 'collapsed')
  const [floating, setFloating] = useState<Floating>()
  const close = useCallback(() => setFloating(undefined), [])

  const toggleNav = useCallback(() => {
    if (isNarrow) return setFloating((now) => (now === 'nav' ? undefined : 'nav'))
    setCollapsed((was) => {
      remember(COLLAPSED, was ? 'open' : 'collapsed')
      return !was
    })
  }, [isNarrow])

  useShortcuts({
    onPalette: () => setFloating('palette'),
    onHelp: () => setFloating('shortcuts'),
    onNav: toggleNav,
  })

  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t('skip')}
      </a>
      {!isNarrow && (
        <aside className={isCollapsed ? css.rail : css.side}>
          <div className={css.brand}>
            <Logo size={26} />
            {!isCollapsed && <span className={css.name}>{t('brand')}</span>}
          </div>
          <div className={css.scroll}>
            <SideNav isCollapsed={isCollapsed} />
          </div>
        </aside>
      )}
      <Drawer
        open={isNarrow && floating === 'nav'}
        onClose={close}
        placement="left"
        size={264}
        title={t('brand')}
        styles={{ body: { padding: 0 } }}
      >
        <SideNav isCollapsed={false} onGo={close} />
      </Drawer>
      <div className={css.right}>
        <TopBar
          isNavOpen={isNarrow ? floating === 'nav' : !isCollapsed}
          onNav={toggleNav}
          onPalette={() => setFloating('palette')}
          onShortcuts={() => setFloating('shortcuts')}
        />
        <OfflineBanner />
        <main id="main" tabIndex={-1} className={css.main}>
          <Suspense fallback={<PageSkeleton />}>
            <Allowed />
          </Suspense>
        </main>
      </div>
      <CommandPalette isOpen={floating === 'palette'} onClose={close} />
      <ShortcutHelp isOpen={floating === 'shortcuts'} onClose={close} />
    </div>
  )
}

/** The page, if it is hers to read; else no question is even put to the server. */
function Allowed() {
  // What is drawn, not where she is going: while a page loads the one before it still stands.
  const page = useMatches({ select: (matches) => matches.at(-1)?.fullPath })
  const may = useMay()
  const needs = needsOf(page ?? '')
  return needs === undefined || may(needs) ? <Outlet /> : <NotAllowedPage needs={needs} />
}
