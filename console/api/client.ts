import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { currentLanguage } from '../i18n/language.ts'
import { contract } from './contract.ts'
import { problemError } from './problem-of.ts'
import { decodeProblem } from './problem.ts'
import { currentWorkspace } from './workspace.ts'

const PATIENCE_MS = 30_000

/** What every request of the console says about itself. */
export function requestHeaders(): Record<string, string> {
  const workspace = currentWorkspace()
  return {
    'accept-language': currentLanguage(),
    'x-siyu-csrf': '1',
    ...(workspace === undefined ? {} : { 'x-workspace': workspace }),
  }
}

/** oRPC reads as JSON only what is called so; a problem is JSON by another name (RFC 9457). */
function readable(response: Response): Response {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
  const headers = new Headers(response.headers)
  headers.set('content-type', 'application/json')
  return new Response(response.body, { status: response.status, headers })
}

const link = new OpenAPILink(contract, {
  url: () => new URL('/api', window.location.href),
  headers: requestHeaders,
  fetch: async (request, init) =>
    readable(
      await fetch(request, {
        ...init,
        credentials: 'same-origin',
        signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]),
      }),
    ),
  customErrorResponseBodyDecoder: (body, response) =>
    problemError(decodeProblem(body, response.status, response.headers['retry-after'])),
})

/** Calls the server: `await api.session.logOut()`. */
export const api: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link)

/** Options for TanStack Query: `useQuery(orpc.session.current.queryOptions())`. */
export const orpc = createTanstackQueryUtils(api)
