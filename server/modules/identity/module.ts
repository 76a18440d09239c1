import type { Handlers, Module } from '#platform/module.ts'
import { rulesTick } from './apply-rules.ts'
import { identityContract } from './contract.ts'
import { conflicts, explain, graph, lookup } from './explain.ts'
import { pushRedirectsOf, redirectsTick } from './redirects.ts'
import { current, resolve } from './resolve.ts'
import { rehearseRules, rules, saveRules } from './rules.ts'
import { squashTick } from './squash.ts'
import { merge, retract, split } from './by-hand.ts'
import { preview } from './preview.ts'
import { actions, forbid, forbidden, lift, undo } from './undo.ts'

const handlers = {
  graph,
  lookup,
  explain,
  conflicts,
  merge,
  split,
  retract,
  preview,
  forbid,
  lift,
  forbidden,
  actions,
  undo,
  rules,
  rehearseRules,
  saveRules,
} satisfies Handlers<typeof identityContract>

export const identityModule: Module = {
  name: 'identity',
  folder: import.meta.dirname,
  contract: identityContract,
  handlers,
  stage: {
    resolve,
    current,
    flush: async (ctx) => void (await pushRedirectsOf(ctx)),
  },
  ticks: [redirectsTick, rulesTick, squashTick],
}
