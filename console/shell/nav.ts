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
  { group: 'overview', pages: [{ page: 'overview', to: paths.overview(), needs: 'insight:read' }] },
  {
    group: 'acquire',
    pages: [
      { page: 'accounts', to: paths.accounts(), needs: 'entry:read' },
      { page: 'codes', to: paths.codes(), needs: 'entry:read' },
      { page: 'groupCodes', to: paths.groupCodes(), needs: 'entry:read' },
    ],
  },
  {
    group: 'people',
    pages: [
      { page: 'people', to: paths.people(), needs: 'profile:read' },
      { page: 'segments', to: paths.segments(), needs: 'audience:read' },
      { page: 'tags', to: paths.tags(), needs: 'profile:read' },
      { page: 'lifecycle', to: paths.lifecycle(), needs: 'profile:read' },
      { page: 'identity', to: paths.identity(), needs: 'identity:read' },
    ],
  },
  {
    group: 'content',
    pages: [{ page: 'library', to: paths.library(), needs: 'content:read' }],
  },
  {
    group: 'reach',
    pages: [
      { page: 'journeys', to: paths.journeys(), needs: 'journey:read' },
      { page: 'broadcasts', to: paths.broadcasts(), needs: 'deliver:read' },
      { page: 'budget', to: paths.budget(), needs: 'deliver:read' },
      { page: 'letters', to: paths.letters(), needs: 'deliver:read' },
      { page: 'carriers', to: paths.carriers(), needs: 'deliver:read' },
    ],
  },
  {
    group: 'spread',
    pages: [{ page: 'games', to: paths.games(), needs: 'fission:read' }],
  },
  {
    group: 'community',
    pages: [
      { page: 'groups', to: paths.groups(), needs: 'community:read' },
      { page: 'staff', to: paths.staff(), needs: 'community:read' },
      { page: 'callbacks', to: paths.callbacks(), needs: 'community:read' },
    ],
  },
  {
    group: 'commerce',
    pages: [
      { page: 'orders', to: paths.orders(), needs: 'commerce:read' },
      { page: 'products', to: paths.products(), needs: 'commerce:read' },
      { page: 'coupons', to: paths.coupons(), needs: 'loyalty:read' },
    ],
  },
  {
    group: 'insight',
    pages: [
      { page: 'funnels', to: paths.funnels(), needs: 'insight:read' },
      { page: 'attribution', to: paths.attribution(), needs: 'insight:read' },
      { page: 'cohorts', to: paths.cohorts(), needs: 'insight:read' },
    ],
  },
  {
    group: 'data',
    pages: [
      { page: 'live', to: paths.live(), needs: 'collect:read' },
      { page: 'sources', to: paths.sources(), needs: 'collect:read' },
      { page: 'hooks', to: paths.hooks(), needs: 'collect:write' },
      { page: 'files', to: paths.files(), needs: 'collect:write' },
      { page: 'naming', to: paths.naming(), needs: 'collect:read' },
      { page: 'plan', to: paths.plan(), needs: 'collect:read' },
      { page: 'alarms', to: paths.alarms(), needs: 'collect:read' },
      { page: 'deadLetters', to: paths.deadLetters(), needs: 'collect:read' },
    ],
  },
  {
    group: 'settings',
    pages: [
      { page: 'workspace', to: paths.workspace(), needs: 'governance:write' },
      { page: 'members', to: paths.members(), needs: 'governance:read' },
      { page: 'connections', to: paths.connections(), needs: 'entry:read' },
      { page: 'keys', to: paths.keys(), needs: 'governance:read' },
      { page: 'audit', to: paths.audit(), needs: 'governance:read' },
      { page: 'status', to: paths.status() },
    ],
  },
]
