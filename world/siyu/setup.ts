import type { OpenWorld } from '../open.ts'
import type { SiyuAccess } from './http.ts'
import { setUpCoupons } from './setup/coupons.ts'
import { setUpGame } from './setup/game.ts'
import { setUpLibrary } from './setup/library.ts'
import { setUpProducts } from './setup/products.ts'

/**
 * What the brand's own team would do in Siyu before the first customer comes, through the same public
 * API. Safe to repeat: what was made before is not made again.
 */
export async function setUpSiyu(open: OpenWorld, access: SiyuAccess): Promise<void> {
  await setUpProducts(open, access)
  await setUpLibrary(open, access)
  const coupons = await setUpCoupons(open, access)
  await setUpGame(open, access, coupons)
}
