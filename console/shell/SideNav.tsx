import { Link, useLocation } from '@tanstack/react-router'
import { Dropdown, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWhyNot } from '../ui/use-not-allowed.ts'
import { NAV } from './nav.ts'
import type { NavGroup, NavPage } from './nav.ts'
import { GROUP_ICONS } from './nav-icons.tsx'
import css from './SideNav.module.css'

const isAt = (pathname: string, to: string): boolean =>
  pathname === to || (to !== '/' && pathname.startsWith(`${to}/`))

export function SideNav({ isCollapsed, onGo }: { isCollapsed: boolean; onGo?: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <nav aria-label={t('nav')} className={isCollapsed ? css.rail : css.nav}>
      {NAV.map((group) =>
        isCollapsed ? (
          <RailGroup key={group.group} group={group} />
        ) : (
          <OpenGroup key={group.group} group={group} onGo={onGo} />
        ),
      )}
    </nav>
  )
}

function OpenGroup({ group, onGo }: { group: NavGroup; onGo: (() => void) | undefined }) {
  const { t } = useTranslation('nav')
  const [only] = group.pages
  // A group of one page that bears its name needs no heading.
  if (group.pages.length === 1 && only?.page === 'overview')
    return (
      <ul className={css.group}>
        <NavLink page={only} onGo={onGo} icon={GROUP_ICONS[group.group]} />
      </ul>
    )
  return (
    <section className={css.group} aria-labelledby={`nav-${group.group}`}>
      <h2 id={`nav-${group.group}`} className={css.heading}>
        <span className={css.icon}>{GROUP_ICONS[group.group]}</span>
        {t(`group.${group.group}`)}
      </h2>
      <ul>
        {group.pages.map((page) => (
          <NavLink key={page.page} page={page} onGo={onGo} />
        ))}
      </ul>
    </section>
  )
}

interface NavLinkProps {
  page: NavPage
  icon?: ReactNode
  onGo: (() => void) | undefined
}

function NavLink({ page, icon, onGo }: NavLinkProps) {
  const { t } = useTranslation('nav')
  const reason = useWhyNot()(page.needs)
  const { pathname } = useLocation()
  const name = t(`page.${page.page}`)
  const words = (
    <>
      {icon && <span className={css.icon}>{icon}</span>}
      {name}
    </>
  )
  if (reason !== undefined)
    return (
      <li>
        <Tooltip title={reason} placement="right">
          <span
            className={css.refused}
            tabIndex={0}
            role="link"
            aria-disabled="true"
            aria-description={reason}
          >
            {words}
          </span>
        </Tooltip>
      </li>
    )
  const isHere = isAt(pathname, page.to)
  return (
    <li>
      <Link
        to={page.to}
        className={isHere ? css.here : icon ? css.single : css.link}
        aria-current={isHere ? 'page' : undefined}
        onClick={onGo}
      >
        {words}
      </Link>
    </li>
  )
}

/** Collapsed: an icon per group, its pages in a menu beside it. */
function RailGroup({ group }: { group: NavGroup }) {
  const { t } = useTranslation('nav')
  const whyNot = useWhyNot()
  const { pathname } = useLocation()
  const isHere = group.pages.some(({ to }) => isAt(pathname, to))
  const items = [
    {
      key: group.group,
      type: 'group' as const,
      label: t(`group.${group.group}`),
      children: group.pages.map(({ page, to, needs }) => ({
        key: page,
        disabled: whyNot(needs) !== undefined,
        label: whyNot(needs) ? (
          <span title={whyNot(needs)}>{t(`page.${page}`)}</span>
        ) : (
          <Link to={to}>{t(`page.${page}`)}</Link>
        ),
      })),
    },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click', 'hover']} placement="bottomLeft">
      <button
        type="button"
        className={isHere ? css.railHere : css.railButton}
        aria-label={t(`group.${group.group}`)}
      >
        {GROUP_ICONS[group.group]}
      </button>
    </Dropdown>
  )
}
