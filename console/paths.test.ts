import { expect, test } from 'vitest'
import { fillPath, patterns } from './paths.ts'

test('the addresses of the console', () => {
  expect(patterns).toMatchInlineSnapshot(`
    {
      "accounts": "/acquire/accounts",
      "alarms": "/data/alarms",
      "attribution": "/insight/attribution",
      "audit": "/settings/audit",
      "broadcast": "/reach/broadcasts/$id",
      "broadcasts": "/reach/broadcasts",
      "budget": "/reach/budget",
      "callbacks": "/community/callbacks",
      "carriers": "/reach/carriers",
      "code": "/acquire/codes/$id",
      "codes": "/acquire/codes",
      "cohorts": "/insight/cohorts",
      "connections": "/settings/connections",
      "content": "/content/$id",
      "coupon": "/commerce/coupons/$id",
      "coupons": "/commerce/coupons",
      "deadLetters": "/data/dead-letters",
      "editContent": "/content/$id/edit",
      "editSegment": "/segments/$id/edit",
      "funnels": "/insight/funnels",
      "game": "/spread/games/$id",
      "games": "/spread/games",
      "home": "/",
      "identity": "/identity",
      "journey": "/journeys/$id",
      "journeys": "/journeys",
      "keys": "/settings/keys",
      "letters": "/reach/letters",
      "library": "/content",
      "lifecycle": "/lifecycle",
      "live": "/data/live",
      "login": "/login",
      "members": "/settings/members",
      "naming": "/data/named-events",
      "newBroadcast": "/reach/broadcasts/new",
      "newContent": "/content/new",
      "newGame": "/spread/games/new",
      "newSegment": "/segments/new",
      "order": "/commerce/orders/$id",
      "orderTrace": "/insight/attribution/orders/$id",
      "orders": "/commerce/orders",
      "overview": "/overview",
      "people": "/people",
      "person": "/people/$id",
      "personRuns": "/people/$id/journeys",
      "plan": "/data/plan",
      "products": "/commerce/products",
      "segment": "/segments/$id",
      "segments": "/segments",
      "setPassword": "/set-password",
      "sources": "/data/sources",
      "staff": "/community/staff",
      "status": "/settings/status",
      "tags": "/tags",
      "workspace": "/settings/workspace",
    }
  `)
})

test('a link is a pattern with its names filled in', () =>
  expect(fillPath('/people/$id/runs/$run', { id: 'a b', run: '7/8' })).toBe(
    '/people/a%20b/runs/7%2F8',
  ))
