import type { Module } from '#platform/module.ts'
import { collectModule } from '#modules/collect/module.ts'
import { identityModule } from '#modules/identity/module.ts'
import { profileModule } from '#modules/profile/module.ts'
import { audienceModule } from '#modules/audience/module.ts'
import { contentModule } from '#modules/content/module.ts'
import { entryModule } from '#modules/entry/module.ts'
import { commerceModule } from '#modules/commerce/module.ts'
import { loyaltyModule } from '#modules/loyalty/module.ts'
import { deliverModule } from '#modules/deliver/module.ts'
import { journeyModule } from '#modules/journey/module.ts'
import { fissionModule } from '#modules/fission/module.ts'
import { communityModule } from '#modules/community/module.ts'
import { insightModule } from '#modules/insight/module.ts'
import { governanceModule } from '#modules/governance/module.ts'

/** The modules, in the order data flows (design: a module calls only earlier ones). */
export const modules: readonly Module[] = [
  collectModule,
  identityModule,
  profileModule,
  audienceModule,
  contentModule,
  entryModule,
  commerceModule,
  loyaltyModule,
  deliverModule,
  journeyModule,
  fissionModule,
  communityModule,
  insightModule,
  governanceModule,
]
