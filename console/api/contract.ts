import { sessionContract } from './session-contract.ts'

/** Every contract the console speaks, by module. */
export const contract = {
  session: sessionContract,
}
