import type { Module } from '#platform/module.ts'
import { collectModule } from '#modules/collect/module.ts'
import { identityModule } from '#modules/identity/module.ts'
import { governanceModule } from '#modules/governance/module.ts'

/** The modules, in the order data flows (design: a module calls only earlier ones). */
export const modules: readonly Module[] = [collectModule, identityModule, governanceModule]
