import { hash, verify } from '@node-rs/argon2'

/** argon2id with OWASP's figures (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

/** Of a password nobody has: an unknown account costs the same time as a known one. */
let nobodys: Promise<string> | undefined

/** False for a wrong password and for an account that has none, after the same work. */
export async function passwordFits(
  stored: string | null | undefined,
  password: string,
): Promise<boolean> {
  nobodys ??= hashPassword('a password nobody has')
  const fits = await verify(stored ?? (await nobodys), password)
  return fits && typeof stored === 'string'
}
