import { describe, expect, test } from 'vitest'
import { mayChangeView, maySeeView } from './saved-view.ts'

const shared = { ownerId: 'lin', isShared: true }
const own = { ownerId: 'lin', isShared: false }
const left = { ownerId: null, isShared: true }

test.each([
  ['her own', own, 'lin', true],
  ['somebody else’s own', own, 'ke', false],
  ['the team’s', shared, 'ke', true],
  ['one whose maker has left', left, 'ke', true],
  ['somebody’s own, by a key', own, undefined, false],
])('%s view is seen by whom it should', (_, view, userId, sees) =>
  expect(maySeeView(view, userId)).toBe(sees),
)

describe('who may change', () => {
  test.each([
    ['its maker the team’s view', shared, 'lin', false, true],
    ['a colleague the team’s view', shared, 'ke', false, false],
    ['an admin the team’s view', shared, 'ke', true, true],
    ['an admin somebody’s own', own, 'ke', true, false],
    ['a colleague what was left behind', left, 'ke', false, false],
    ['an admin what was left behind', left, 'ke', true, true],
  ])('%s', (_, view, userId, isAdmin, may) =>
    expect(mayChangeView(view, { userId, isAdmin })).toBe(may),
  )
})
