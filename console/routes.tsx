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
