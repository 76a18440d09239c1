import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { healthQuery } from './api/health.ts'
import { queryClient } from './api/query-client.ts'
import { sessionQuery, settleWorkspace } from './api/session.ts'
import { paths } from './paths.ts'
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
  path: paths.login(),
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
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session === null) throw redirect({ to: paths.login(), search: { next: location.href } })
    settleWorkspace(session)
    return { session }
  },
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
  errorComponent: CrashPage,
})

const home = createRoute({
  getParentRoute: () => shell,
  path: paths.home(),
  beforeLoad: ({ context }) => {
    throw redirect({ to: firstPage(context.session), replace: true })
  },
})

const status = createRoute({
  getParentRoute: () => shell,
  path: paths.status(),
  loader: ({ context }) => void context.queryClient.prefetchQuery(healthQuery),
  component: lazyRouteComponent(() => import('./features/governance/StatusPage.tsx'), 'StatusPage'),
})

/** An unknown address keeps the shell, so that the way out is at hand. */
const notFound = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage })

/** The whole map of the console. */
const tree = root.addChildren([login, shell.addChildren([home, status, notFound])])

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
