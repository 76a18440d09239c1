import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { AnyRoute } from '@tanstack/react-router'
import { patterns } from './paths.ts'

const at =
  (parent: AnyRoute) =>
  <Module extends Record<string, unknown>>(
    path: string,
    load: () => Promise<Module>,
    name: keyof Module & string,
  ) =>
    createRoute({
      getParentRoute: () => parent,
      path,
      component: lazyRouteComponent(load, name),
    })

/** The pages on which the loop is worked: acquire, content, reach, spread, community, commerce, settings. */
export function operatingRoutes(shell: AnyRoute) {
  const page = at(shell)
  return [
    page(patterns.accounts, () => import('./features/entry/AccountsPage.tsx'), 'AccountsPage'),
    page(patterns.codes, () => import('./features/entry/CodesPage.tsx'), 'CodesPage'),
    page(patterns.code, () => import('./features/entry/CodePage.tsx'), 'CodePage'),
    page(
      patterns.groupCodes,
      () => import('./features/entry/groups/GroupCodesPage.tsx'),
      'GroupCodesPage',
    ),
    page(
      patterns.groupCode,
      () => import('./features/entry/groups/GroupCodePage.tsx'),
      'GroupCodePage',
    ),
    page(patterns.library, () => import('./features/content/LibraryPage.tsx'), 'LibraryPage'),
    page(
      patterns.newContent,
      () => import('./features/content/NewContentPage.tsx'),
      'NewContentPage',
    ),
    page(patterns.content, () => import('./features/content/ContentPage.tsx'), 'ContentPage'),
    page(
      patterns.editContent,
      () => import('./features/content/EditContentPage.tsx'),
      'EditContentPage',
    ),
    page(patterns.journeys, () => import('./features/journey/JourneysPage.tsx'), 'JourneysPage'),
    page(patterns.journey, () => import('./features/journey/JourneyPage.tsx'), 'JourneyPage'),
    page(patterns.personRuns, () => import('./features/journey/RunsPage.tsx'), 'RunsPage'),
    page(
      patterns.broadcasts,
      () => import('./features/deliver/BroadcastsPage.tsx'),
      'BroadcastsPage',
    ),
    page(
      patterns.newBroadcast,
      () => import('./features/deliver/NewBroadcastPage.tsx'),
      'NewBroadcastPage',
    ),
    page(patterns.broadcast, () => import('./features/deliver/BroadcastPage.tsx'), 'BroadcastPage'),
    page(patterns.budget, () => import('./features/deliver/BudgetPage.tsx'), 'BudgetPage'),
    page(patterns.letters, () => import('./features/deliver/LettersPage.tsx'), 'LettersPage'),
    page(patterns.carriers, () => import('./features/deliver/CarriersPage.tsx'), 'CarriersPage'),
    page(patterns.games, () => import('./features/fission/GamesPage.tsx'), 'GamesPage'),
    page(patterns.newGame, () => import('./features/fission/NewGamePage.tsx'), 'NewGamePage'),
    page(patterns.game, () => import('./features/fission/GamePage.tsx'), 'GamePage'),
    page(patterns.groups, () => import('./features/community/GroupsPage.tsx'), 'GroupsPage'),
    page(patterns.staff, () => import('./features/community/StaffPage.tsx'), 'StaffPage'),
    page(
      patterns.callbacks,
      () => import('./features/community/CallbacksPage.tsx'),
      'CallbacksPage',
    ),
    page(patterns.orders, () => import('./features/commerce/OrdersPage.tsx'), 'OrdersPage'),
    page(patterns.order, () => import('./features/commerce/OrderPage.tsx'), 'OrderPage'),
    page(patterns.products, () => import('./features/commerce/ProductsPage.tsx'), 'ProductsPage'),
    page(patterns.coupons, () => import('./features/loyalty/CouponsPage.tsx'), 'CouponsPage'),
    page(patterns.coupon, () => import('./features/loyalty/CouponPage.tsx'), 'CouponPage'),
    page(
      patterns.workspace,
      () => import('./features/governance/WorkspacePage.tsx'),
      'WorkspacePage',
    ),
    page(patterns.members, () => import('./features/governance/MembersPage.tsx'), 'MembersPage'),
    page(
      patterns.connections,
      () => import('./features/entry/ConnectionsPage.tsx'),
      'ConnectionsPage',
    ),
    page(patterns.keys, () => import('./features/governance/KeysPage.tsx'), 'KeysPage'),
    page(patterns.audit, () => import('./features/governance/AuditPage.tsx'), 'AuditPage'),
  ]
}

/** Before anybody is logged in: the one-time link of an invitation. */
export const setPasswordRoute = (root: AnyRoute) =>
  at(root)(
    patterns.setPassword,
    () => import('./features/governance/SetPasswordPage.tsx'),
    'SetPasswordPage',
  )
