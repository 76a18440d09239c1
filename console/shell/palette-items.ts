import type { Permission } from '#kernel/route.ts'

/** One line of the command palette. */
export interface PaletteItem {
  key: string
  label: string
  /** What tells it from others of its name: a phone's end, a count, a group. */
  hint?: string
  /** Why she may not; it is shown, and cannot be run. */
  refused?: string | undefined
  run: () => void
}

export interface PaletteContext {
  go: (to: string) => void
  signal: AbortSignal
}

/** A kind of thing that can be searched: people, segments, codes. A feature adds its own. */
export interface PaletteProvider {
  key: string
  /** What this kind is called, in the reader's language. */
  heading: () => string
  /** What she must be allowed to do to search it. */
  needs?: Permission
  search: (text: string, context: PaletteContext) => Promise<readonly PaletteItem[]>
}

/** All words must occur, in any order and case. */
export function matches(text: string, ...fields: readonly string[]): boolean {
  const hay = fields.join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}
