import type { Handlers, Module } from '#platform/module.ts'
import { identityContract } from './contract.ts'
import { conflicts, explain, graph, lookup } from './explain.ts'
import { pushRedirectsOf, redirectsTick } from './redirects.ts'
import { current, resolve } from './resolve.ts'
import { merge, retract, split } from './service.ts'

const handlers = {
  graph,
  lookup,
  explain,
  conflicts,
  merge,
  split,
  retract,
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
  ticks: [redirectsTick],
}
