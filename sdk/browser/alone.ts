import type { Host } from '../core/host.ts'

/**
 * One tab at a time sends: the browser's Web Locks settle it, also for a tab that dies. Where there are
 * none (Safari before 15.4, pages without https) two tabs may send the same, and the server counts
 * each message once.
 */
export function aloneAmongTabs(name: string): Host['alone'] {
  const locks = (navigator as { locks?: LockManager }).locks
  return (run) =>
    locks
      ? void locks.request(name, { ifAvailable: true }, (lock) =>
          lock ? new Promise<void>((done) => run(done)) : run(undefined),
        )
      : run(() => {})
}
