import { awaken } from './driver.ts'
import { known } from './driver/live.ts'
import { serveWorld } from './serve.ts'
import type { Places, ServedWorld } from './serve.ts'
import { readClock } from './siyu/clock.ts'
import type { SiyuAccess } from './siyu/http.ts'
import { loadState, saveState } from './state/snapshot.ts'
import type { Beginning } from './world.ts'

export interface WorldOptions extends Omit<Beginning, 'state'>, Places {
  /** Where the world is kept between runs; without it, it is forgotten. */
  snapshotPath?: string | undefined
  /** Told of what Siyu refused and of progress. */
  report?: (says: string) => void
}

export interface OpenWorld extends ServedWorld {
  /** Introduces Siyu: from now on people act on it. Waits for its clock, so its address must answer. */
  connect: (access: SiyuAccess) => Promise<void>
  save: () => Promise<void>
}

/** The world as it was left, or a new one; its endpoints open. */
export async function openWorld(options: WorldOptions = {}): Promise<OpenWorld> {
  const path = options.snapshotPath
  const state = path === undefined ? undefined : await loadState(path)
  const served = await serveWorld({ ...options, state })
  const { live, world } = served
  const save = async () => {
    if (path !== undefined) await saveState(path, world.state)
  }
  return {
    ...served,
    async connect(access) {
      live.access = access
      // After a crash Siyu may be ahead of the saved world; time goes only forward, on both sides.
      const there = (await readClock(access)).getTime()
      const siyu = known(world)
      siyu.clockMs = Math.max(siyu.clockMs, there)
      awaken(live)
    },
    save: () => served.alone(save),
    close: async () => {
      await served.alone(save)
      await served.close()
    },
  }
}
