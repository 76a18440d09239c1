import type { PaletteProvider } from './palette-items.ts'

/** What ⌘K searches on the server. A feature adds its provider here. */
export const PROVIDERS: readonly PaletteProvider[] = []
