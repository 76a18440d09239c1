import type { Permission } from '#kernel/route.ts'
import type { nav } from '../i18n/zh-CN/nav.ts'
import { paths } from '../paths.ts'

export type GroupKey = keyof typeof nav.group
export type PageKey = keyof typeof nav.page

export interface NavPage {
  page: PageKey
  to: string
  /** What she must be allowed to do to use it; without it everyone may. */
  needs?: Permission
}

export interface NavGroup {
  group: GroupKey
  pages: readonly NavPage[]
}

/** The left navigation, in the order of the loop. A page joins here when it has a route. */
export const NAV: readonly NavGroup[] = [
  { group: 'settings', pages: [{ page: 'status', to: paths.status() }] },
]
