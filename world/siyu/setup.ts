import type { OpenWorld } from '../open.ts'
import type { SiyuAccess } from './http.ts'
import { SiyuRefused } from './http.ts'
import { setUpConnections } from './setup/connections.ts'
import { setUpCoupons } from './setup/coupons.ts'
import { setUpGroups } from './setup/groups.ts'
import { setUpGame } from './setup/game.ts'
import { setUpJourneys } from './setup/journeys.ts'
import { setUpLibrary } from './setup/library.ts'
import { setUpMatrix } from './setup/matrix.ts'
import { setUpProducts } from './setup/products.ts'
import { setUpSegments } from './setup/segments.ts'

/**
 * What the brand's own team would do in Siyu before the first customer comes, through the same public
 * API. Safe to repeat: what was made before is not made again. What Siyu refuses is reported, and the
 * rest goes on: a world without a game is still a world.
 */
export async function setUpSiyu(open: OpenWorld, access: SiyuAccess): Promise<void> {
  const attempt = (what: string, work: () => Promise<void>) => tried(open, what, work)
  await attempt('connections', () => setUpConnections(open, access))
  await attempt('products', () => setUpProducts(open, access))
  await attempt('library', () => setUpLibrary(open, access))
  await attempt('coupons and game', async () => {
    const coupons = await setUpCoupons(open, access)
    await setUpGame(open, access, coupons)
  })
  await attempt('accounts, codes and posts', () => setUpMatrix(open, access))
  await attempt('groups', () => setUpGroups(open, access))
  await attempt('segments', () => setUpSegments(open, access))
  await attempt('journeys', () => setUpJourneys(open, access))
}

async function tried(open: OpenWorld, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SiyuRefused)) throw error
    open.live.report(`setting up ${what}: ${error.message}`)
  }
}
