import type { Storage } from './host.ts'

const SESSION = 'ses'

/** The session this moment belongs to; every call keeps it alive. Kept as `id.ms of the last event`. */
export function touchSession(
  storage: Storage,
  now: number,
  idleMs: number,
  newId: () => string,
): string {
  const [known, last] = (storage.get(SESSION) ?? '').split('.')
  // The distance counts in both directions: a clock may have been set back.
  const id = known && Math.abs(now - Number(last)) <= idleMs ? known : newId()
  storage.set(SESSION, `${id}.${now}`)
  return id
}

export const endSession = (storage: Storage): void => storage.remove(SESSION)
