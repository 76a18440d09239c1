import { segmentsInPalette } from '../features/audience/palette.ts'
import { ordersInPalette } from '../features/commerce/palette.ts'
import { contentInPalette } from '../features/content/palette.ts'
import { codesInPalette } from '../features/entry/palette.ts'
import { journeysInPalette } from '../features/journey/palette.ts'
import { peopleInPalette } from '../features/profile/palette.ts'
import type { PaletteProvider } from './palette-items.ts'

/** What ⌘K searches on the server. A feature adds its provider here. */
export const PROVIDERS: readonly PaletteProvider[] = [
  peopleInPalette,
  segmentsInPalette,
  journeysInPalette,
  contentInPalette,
  codesInPalette,
  ordersInPalette,
]
