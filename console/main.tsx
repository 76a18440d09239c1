import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { must } from '#kernel/assert.ts'
import { onSessionExpired, queryClient } from './api/query-client.ts'
import { forgetSession } from './api/session.ts'
import { startLanguage } from './i18n/language.ts'
import { paths } from './paths.ts'
import { router } from './routes.tsx'
import './theme/base.css'
import { startTheme } from './theme/mode.ts'
import { ThemeProvider } from './theme/ThemeProvider.tsx'

/** To the login, and back to the same page afterwards. */
function logInAgain(): void {
  const { href, pathname } = router.state.location
  if (pathname === paths.login()) return
  forgetSession()
  void router.navigate({ to: paths.login(), search: { next: href, reason: 'expired' } })
}

startTheme()
onSessionExpired(logInAgain)
await startLanguage()

createRoot(must(document.getElementById('root'), 'the root element')).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ThemeProvider>
        <RouterProvider router={router} />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
)
