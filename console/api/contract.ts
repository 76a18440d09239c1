import { audienceContract } from '#modules/audience/contract.ts'
import { collectContract } from '#modules/collect/contract.ts'
import { governanceContract } from '#modules/governance/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { insightContract } from '#modules/insight/contract.ts'
import { profileContract } from '#modules/profile/contract.ts'
import { commerceContract } from '#modules/commerce/contract.ts'
import { communityContract } from '#modules/community/contract.ts'
import { contentContract } from '#modules/content/contract.ts'
import { deliverContract } from '#modules/deliver/contract.ts'
import { entryContract } from '#modules/entry/contract.ts'
import { fissionContract } from '#modules/fission/contract.ts'
import { journeyContract } from '#modules/journey/contract.ts'
import { loyaltyContract } from '#modules/loyalty/contract.ts'

/** Every contract the console speaks, by module. A feature adds its module here. */
export const contract = {
  audience: audienceContract,
  collect: collectContract,
  governance: governanceContract,
  identity: identityContract,
  insight: insightContract,
  profile: profileContract,
  commerce: commerceContract,
  community: communityContract,
  content: contentContract,
  deliver: deliverContract,
  entry: entryContract,
  fission: fissionContract,
  journey: journeyContract,
  loyalty: loyaltyContract,
}
