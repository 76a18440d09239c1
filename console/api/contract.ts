import { collectContract } from '#modules/collect/contract.ts'
import { governanceContract } from '#modules/governance/contract.ts'

/** Every contract the console speaks, by module. A feature adds its module here. */
export const contract = {
  collect: collectContract,
  governance: governanceContract,
}
