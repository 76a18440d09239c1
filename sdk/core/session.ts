import type { Storage } from './host.ts'

const SESSION = 'ses'

export interface Session {
  id: string
  isNew: boolean
}

/** The session this moment belongs to; every call keeps it alive. `id.ms of the last event`. */
export function touchSession(
  storage: Storage,
  now: number,
  idleMs: number,
  newId: () => string,
): Session {
  const [known, last] = (storage.get(SESSION) ?? '').split('.')
  // The distance counts in both directions: a clock may have been set back.
  const isAlive = known && Math.abs(now - Number(last)) <= idleMs
  const id = isAlive ? known : newId()
  storage.set(SESSION, `${id}.${now}`)
  return { id, isNew: !isAlive }
}

export const endSession = (storage: Storage): void => storage.remove(SESSION)
