import type { WindowKind } from '../settings.ts'
import type { World } from '../world.ts'

/** What she did grants the account a few messages for a while; a new grant of a kind replaces the old. */
export function grant(world: World, openid: string, kind: WindowKind): void {
  const { messages, ms } = world.settings.windows[kind]
  const state = world.state.officialAccount
  const now = world.clock.nowMs()
  state.windows = state.windows.filter(
    (window) => window.untilMs > now && !(window.openid === openid && window.kind === kind),
  )
  state.windows.push({ openid, kind, untilMs: now + ms, left: messages })
}

/** Spends one message of the grant that ends soonest. */
export function spend(world: World, openid: string): 'spent' | 'closed' | 'used_up' {
  const now = world.clock.nowMs()
  const open = world.state.officialAccount.windows
    .filter((window) => window.openid === openid && window.untilMs > now)
    .toSorted((a, b) => a.untilMs - b.untilMs)
  if (open.length === 0) return 'closed'
  const usable = open.find((window) => window.left > 0)
  if (!usable) return 'used_up'
  usable.left -= 1
  return 'spent'
}
