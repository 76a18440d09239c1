import { atOnceWhile } from './look.ts'
import type { Module, Tick } from './module.ts'
import { isBehind } from './outbox/behind.ts'
import { dispatch } from './outbox/dispatch.ts'
import type { Runtime } from './runtime.ts'

const known = new WeakMap<readonly Module[], readonly Tick[]>()

/** The background work of an installation: its modules' and the outbox's. The same list every time. */
export function ticksOf({ modules }: Runtime): readonly Tick[] {
  const before = known.get(modules)
  if (before) return before
  const outbox: Tick = {
    name: 'platform.outbox',
    everyMs: 500,
    run: dispatch,
    due: atOnceWhile(isBehind(modules)),
    byPosition: true,
  }
  const ticks = [outbox, ...modules.flatMap((module) => module.ticks ?? [])]
  known.set(modules, ticks)
  return ticks
}
