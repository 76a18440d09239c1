import type { IdentifierKind } from '#kernel/identifier-kind.ts'
import type { api } from '../../api/client.ts'

export type Rules = Awaited<ReturnType<typeof api.identity.rules>>
export type Rehearsal = Awaited<ReturnType<typeof api.identity.rehearseRules>>
export type Wanted = Parameters<typeof api.identity.rehearseRules>[0]

export interface Draft {
  limits: Partial<Record<IdentifierKind, { perPerson: number; outright: number }>>
  blocked: { kind: IdentifierKind; value: string }[]
}

export const draftOf = ({ kinds, blocked }: Rules): Draft => ({
  limits: Object.fromEntries(
    kinds.map(({ kind, perPerson, outright }) => [kind, { perPerson, outright }]),
  ),
  blocked: blocked.map(({ kind, value }) => ({ kind, value })),
})

/** Only what differs from how it ships is decided; what WeChat fixes is nobody's to decide. */
export function wantedOf({ limits, blocked }: Draft, { kinds }: Rules): Wanted {
  const decided = kinds.flatMap(({ kind, isFixed, shipped }) => {
    const one = limits[kind]
    if (!one || isFixed) return []
    const isShipped = one.perPerson === shipped.perPerson && one.outright === shipped.outright
    return isShipped ? [] : [[kind, one] as const]
  })
  const named = blocked.filter(({ value }) => value.trim() !== '')
  return { limits: Object.fromEntries(decided), blocked: named }
}
