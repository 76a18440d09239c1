import { segmentsInPalette } from '../features/audience/palette.ts'
import { ordersInPalette, productsInPalette } from '../features/commerce/palette.ts'
import { staffInPalette } from '../features/community/palette.ts'
import { contentInPalette } from '../features/content/palette.ts'
import { broadcastsInPalette } from '../features/deliver/palette.ts'
import {
  accountsInPalette,
  codesInPalette,
  groupCodesInPalette,
} from '../features/entry/palette.ts'
import { gamesInPalette } from '../features/fission/palette.ts'
import { journeysInPalette } from '../features/journey/palette.ts'
import { couponsInPalette } from '../features/loyalty/palette.ts'
import { peopleInPalette, tagsInPalette } from '../features/profile/palette.ts'
import type { PaletteProvider } from './palette-items.ts'

/** What ⌘K searches on the server, in the order of the navigation. A feature adds its provider here. */
export const PROVIDERS: readonly PaletteProvider[] = [
  peopleInPalette,
  segmentsInPalette,
  tagsInPalette,
  accountsInPalette,
  codesInPalette,
  groupCodesInPalette,
  contentInPalette,
  journeysInPalette,
  broadcastsInPalette,
  gamesInPalette,
  staffInPalette,
  ordersInPalette,
  productsInPalette,
  couponsInPalette,
]
