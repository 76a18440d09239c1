import type { IdentifierRef } from '#platform/event.ts'

/** Same identifier, same text. NUL is in no identifier. */
export const refKey = (ref: IdentifierRef): string => `${ref.kind}\0${ref.scope}\0${ref.value}`
