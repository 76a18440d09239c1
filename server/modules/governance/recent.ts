import type { Authenticated } from '#platform/module.ts'
import type { Runtime } from '#platform/runtime.ts'

/**
 * Answers to "who is asking?" are kept for less than a second, so that a busy program costs no
 * query per call and a revoked key stops everywhere within the second. In this process it stops at
 * once: whoever changes who may what forgets everything here.
 */
const KEPT_MS = 800
const MAX_KEPT = 10_000

interface Kept {
  who: Authenticated
  untilMs: number
}

/** By what one process shares: its system. A test server beside another has its own. */
const recent = new WeakMap<Runtime['system'], Map<string, Kept>>()

const keptOf = (rt: Pick<Runtime, 'system'>): Map<string, Kept> => {
  const kept = recent.get(rt.system) ?? new Map<string, Kept>()
  recent.set(rt.system, kept)
  return kept
}

export function remembered(
  rt: Pick<Runtime, 'system'>,
  hash: string,
  workspace: string,
): Authenticated | undefined {
  const kept = keptOf(rt).get(`${hash} ${workspace}`)
  return kept && kept.untilMs > rt.system.wallNow().getTime() ? kept.who : undefined
}

export function remember(
  rt: Pick<Runtime, 'system'>,
  hash: string,
  workspace: string,
  who: Authenticated,
): Authenticated {
  const kept = keptOf(rt)
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(`${hash} ${workspace}`, { who, untilMs: rt.system.wallNow().getTime() + KEPT_MS })
  return who
}

export const forgetAll = (rt: Pick<Runtime, 'system'>): void => keptOf(rt).clear()
