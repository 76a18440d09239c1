import { governanceContract } from '#modules/governance/contract.ts'

/** Every contract the console speaks, by module. A feature adds its module here. */
export const contract = {
  governance: governanceContract,
}
