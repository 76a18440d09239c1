import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { must } from '#kernel/assert.ts'
import { healthQuery } from './api/health.ts'
import { queryClient } from './api/query-client.ts'
import { sessionQuery } from './api/session.ts'
import { operatingRoutes, setPasswordRoute } from './operating-routes.tsx'
import { paths, patterns } from './paths.ts'
import { CrashPage } from './shell/CrashPage.tsx'
import { firstPage } from './shell/first-page.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { PageSkeleton } from './shell/PageSkeleton.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: CrashPage,
})

const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const login = createRoute({
  getParentRoute: () => root,
  path: patterns.login,
  validateSearch: (search): { next?: string | undefined; reason?: string | undefined } => ({
    next: word(search.next),
    reason: word(search.reason),
  }),
  component: lazyRouteComponent(() => import('./features/governance/LoginPage.tsx'), 'LoginPage'),
})

/** Everything behind the login. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    // The server's time is asked first, so that no “ago” is told from the wrong now.
    const [session] = await Promise.all([
      context.queryClient.ensureQueryData(sessionQuery),
      context.queryClient.prefetchQuery(healthQuery),
    ])
    if (session === null)
      redirect({ to: paths.login(), search: { next: location.href }, throw: true })
    return { session: must(session, 'a session') }
  },
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
  errorComponent: CrashPage,
})

const home = createRoute({
  getParentRoute: () => shell,
  path: patterns.home,
  beforeLoad: ({ context }) => {
    redirect({ to: firstPage(context.session), replace: true, throw: true })
  },
})

const status = createRoute({
  getParentRoute: () => shell,
  path: patterns.status,
  component: lazyRouteComponent(() => import('./features/governance/StatusPage.tsx'), 'StatusPage'),
})

const overview = createRoute({
  getParentRoute: () => shell,
  path: patterns.overview,
  component: lazyRouteComponent(
    () => import('./features/insight/OverviewPage.tsx'),
    'OverviewPage',
  ),
})

const live = createRoute({
  getParentRoute: () => shell,
  path: patterns.live,
  component: lazyRouteComponent(() => import('./features/collect/LivePage.tsx'), 'LivePage'),
})

const sources = createRoute({
  getParentRoute: () => shell,
  path: patterns.sources,
  component: lazyRouteComponent(() => import('./features/collect/SourcesPage.tsx'), 'SourcesPage'),
})

const plan = createRoute({
  getParentRoute: () => shell,
  path: patterns.plan,
  component: lazyRouteComponent(() => import('./features/collect/PlanPage.tsx'), 'PlanPage'),
})

const deadLetters = createRoute({
  getParentRoute: () => shell,
  path: patterns.deadLetters,
  component: lazyRouteComponent(
    () => import('./features/collect/DeadLettersPage.tsx'),
    'DeadLettersPage',
  ),
})

const alarms = createRoute({
  getParentRoute: () => shell,
  path: patterns.alarms,
  component: lazyRouteComponent(() => import('./features/collect/AlarmsPage.tsx'), 'AlarmsPage'),
})

const identityRules = createRoute({
  getParentRoute: () => shell,
  path: patterns.identityRules,
  component: lazyRouteComponent(() => import('./features/identity/RulesPage.tsx'), 'RulesPage'),
})

const hooks = createRoute({
  getParentRoute: () => shell,
  path: patterns.hooks,
  component: lazyRouteComponent(
    () => import('./features/collect/hooks/HooksPage.tsx'),
    'HooksPage',
  ),
})

const hook = createRoute({
  getParentRoute: () => shell,
  path: patterns.hook,
  component: lazyRouteComponent(() => import('./features/collect/hooks/HookPage.tsx'), 'HookPage'),
})

const files = createRoute({
  getParentRoute: () => shell,
  path: patterns.files,
  component: lazyRouteComponent(
    () => import('./features/collect/files/ImportPage.tsx'),
    'ImportPage',
  ),
})

const naming = createRoute({
  getParentRoute: () => shell,
  path: patterns.naming,
  component: lazyRouteComponent(
    () => import('./features/collect/NamedEventsPage.tsx'),
    'NamedEventsPage',
  ),
})

const people = createRoute({
  getParentRoute: () => shell,
  path: patterns.people,
  component: lazyRouteComponent(() => import('./features/profile/PeoplePage.tsx'), 'PeoplePage'),
})

const person = createRoute({
  getParentRoute: () => shell,
  path: patterns.person,
  component: lazyRouteComponent(() => import('./features/profile/PersonPage.tsx'), 'PersonPage'),
})

const segments = createRoute({
  getParentRoute: () => shell,
  path: patterns.segments,
  component: lazyRouteComponent(
    () => import('./features/audience/SegmentsPage.tsx'),
    'SegmentsPage',
  ),
})

const newSegment = createRoute({
  getParentRoute: () => shell,
  path: patterns.newSegment,
  component: lazyRouteComponent(
    () => import('./features/audience/NewSegmentPage.tsx'),
    'NewSegmentPage',
  ),
})

const segment = createRoute({
  getParentRoute: () => shell,
  path: patterns.segment,
  component: lazyRouteComponent(() => import('./features/audience/SegmentPage.tsx'), 'SegmentPage'),
})

const editSegment = createRoute({
  getParentRoute: () => shell,
  path: patterns.editSegment,
  component: lazyRouteComponent(
    () => import('./features/audience/EditSegmentPage.tsx'),
    'EditSegmentPage',
  ),
})

const tags = createRoute({
  getParentRoute: () => shell,
  path: patterns.tags,
  component: lazyRouteComponent(() => import('./features/profile/TagsPage.tsx'), 'TagsPage'),
})

const lifecycle = createRoute({
  getParentRoute: () => shell,
  path: patterns.lifecycle,
  component: lazyRouteComponent(
    () => import('./features/profile/LifecyclePage.tsx'),
    'LifecyclePage',
  ),
})

const identity = createRoute({
  getParentRoute: () => shell,
  path: patterns.identity,
  component: lazyRouteComponent(
    () => import('./features/identity/IdentityPage.tsx'),
    'IdentityPage',
  ),
})

const funnels = createRoute({
  getParentRoute: () => shell,
  path: patterns.funnels,
  component: lazyRouteComponent(() => import('./features/insight/FunnelPage.tsx'), 'FunnelPage'),
})

const attribution = createRoute({
  getParentRoute: () => shell,
  path: patterns.attribution,
  component: lazyRouteComponent(
    () => import('./features/insight/AttributionPage.tsx'),
    'AttributionPage',
  ),
})

const orderTrace = createRoute({
  getParentRoute: () => shell,
  path: patterns.orderTrace,
  component: lazyRouteComponent(
    () => import('./features/insight/OrderTracePage.tsx'),
    'OrderTracePage',
  ),
})

const cohorts = createRoute({
  getParentRoute: () => shell,
  path: patterns.cohorts,
  component: lazyRouteComponent(() => import('./features/insight/CohortsPage.tsx'), 'CohortsPage'),
})

/** An unknown address keeps the shell, so that the way out is at hand. */
const notFound = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage })

/** The whole map of the console. */
const tree = root.addChildren([
  login,
  setPasswordRoute(root),
  shell.addChildren([
    home,
    status,
    overview,
    live,
    sources,
    plan,
    deadLetters,
    hooks,
    hook,
    files,
    naming,
    identityRules,
    alarms,
    people,
    person,
    segments,
    newSegment,
    segment,
    editSegment,
    tags,
    lifecycle,
    identity,
    funnels,
    attribution,
    orderTrace,
    cohorts,
    ...operatingRoutes(shell),
    notFound,
  ]),
])

export const router = createRouter({
  routeTree: tree,
  basepath: '/console',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
