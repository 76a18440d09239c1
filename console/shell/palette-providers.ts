import { segmentsInPalette } from '../features/audience/palette.ts'
import { peopleInPalette } from '../features/profile/palette.ts'
import type { PaletteProvider } from './palette-items.ts'

/** What ⌘K searches on the server. A feature adds its provider here. */
export const PROVIDERS: readonly PaletteProvider[] = [peopleInPalette, segmentsInPalette]
