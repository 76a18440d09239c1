import { expect, test } from 'vitest'
import { needsOf } from './needs.ts'

test.each([
  ['/segments', 'audience:read'],
  ['/segments/new', 'audience:read'],
  ['/segments/0190/edit', 'audience:read'],
  ['/people/12', 'profile:read'],
  ['/people/12/journeys', 'journey:read'],
  ['/insight/attribution/orders/A-1', 'insight:read'],
  ['/settings/status', undefined],
  ['/peoples', undefined],
  ['/nowhere', undefined],
])('%s asks for %s', (pathname, needs) => expect(needsOf(pathname)).toBe(needs))
