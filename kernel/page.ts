import { z } from 'zod'

/** Lists answer `{ items, next, total? }`; `next` is opaque and goes back as `cursor`. */
export const pageInput = {
  cursor: z.string().max(500).optional(),
  limit: z.int().min(1).max(200).default(50),
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.int().optional() })

/** Offsets are fine for operators' lists of thousands; a cursor of ours is one, made opaque. */
export const offsetOf = (cursor: string | undefined): number => {
  const offset = Number(cursor?.startsWith('o') ? cursor.slice(1) : 0)
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0
}

/** Ask the store for `limit + 1` rows; the extra one says that there is more. */
export function pageFrom<Row>(rows: readonly Row[], limit: number, offset: number) {
  const more = rows.length > limit
  return { items: rows.slice(0, limit), next: more ? `o${offset + limit}` : null }
}

/** A 64-bit id of ours: digits as text, because JSON numbers lose them. */
export const bigId = z.string().regex(/^[1-9]\d{0,18}$/, 'must be digits')
