import type { Edit } from '#modules/collect/model/mend.ts'

export type DraftEdit =
  | { do: 'set'; to: string; value: string }
  | { do: 'copy' | 'move'; from: string; to: string }
  | { do: 'remove'; from: string }

export const EDIT_KINDS = ['move', 'copy', 'set', 'remove'] as const
export type EditKind = (typeof EDIT_KINDS)[number]

const filled = (text: string): boolean => text.trim() !== ''

/** Whether it says everything that it needs to; half an edit is not asked about. */
export const isWhole = (
  draft: DraftEdit,
): draft is Extract<Edit, { do: DraftEdit['do'] }> & DraftEdit =>
  ('from' in draft ? filled(draft.from) : true) && ('to' in draft ? filled(draft.to) : true)

/** The same places under another verb. */
export function asKind(draft: DraftEdit, kind: EditKind): DraftEdit {
  const from = 'from' in draft ? draft.from : ''
  const to = 'to' in draft ? draft.to : ''
  if (kind === 'set') return { do: 'set', to, value: 'value' in draft ? draft.value : '' }
  return kind === 'remove' ? { do: 'remove', from } : { do: kind, from, to }
}

const MOST = 200
const DEEPEST = 4

/** Every place in these events that holds something, the shallow ones first. */
export function placesIn(events: readonly unknown[]): string[] {
  const found = new Set<string>()
  const look = (value: unknown, path: string, depth: number) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEEPEST)
      return
    for (const [name, inner] of Object.entries(value)) {
      if (found.size >= MOST || name.includes('.')) continue
      const place = path === '' ? name : `${path}.${name}`
      found.add(place)
      look(inner, place, depth + 1)
    }
  }
  for (const event of events) look(event, '', 1)
  return [...found].toSorted(
    (a, b) => a.split('.').length - b.split('.').length || a.localeCompare(b),
  )
}
