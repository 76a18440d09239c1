import type { Host, Storage } from '../core/host.ts'

const LEASE = 'lease'
/** A tab that died holding the lease gives it back by this; a request takes 30 s at most. */
const LEASE_MS = 40_000

/**
 * One tab at a time sends. Browsers with Web Locks settle it, also for a tab that dies. Without them
 * (Safari before 15.4, pages without https) a lease in the storage does: two tabs that ask in the
 * same instant may then both send, and the server counts each message once.
 */
export function aloneAmongTabs(
  name: string,
  storage: Storage,
  mine: string,
  now: () => number,
): Host['alone'] {
  const locks = (navigator as { locks?: LockManager }).locks
  if (locks)
    return (run) =>
      void locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? new Promise<void>((done) => run(done)) : run(undefined),
      )
  return (run) => {
    const [holder, until] = (storage.get(LEASE) ?? '').split('.')
    const leftMs = Number(until) - now()
    if (holder && holder !== mine && leftMs > 0 && leftMs <= LEASE_MS) return run(undefined)
    storage.set(LEASE, `${mine}.${now() + LEASE_MS}`)
    run(() => storage.remove(LEASE))
  }
}
