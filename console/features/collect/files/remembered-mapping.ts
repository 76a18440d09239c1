import { Mapping } from '#modules/collect/model/mapping/mapping.ts'
import { suggestedMapping } from '#modules/collect/model/mapping/suggest.ts'
import { recall, remember } from '../../../ui/remember.ts'
import { draftOf } from '../mapping/draft.ts'
import type { DraftMapping } from '../mapping/draft.ts'
import type { Row } from './read-file.ts'

const keyOf = (rows: readonly Row[]): string =>
  `siyu.import.${Object.keys(rows[0] ?? {})
    .join('|')
    .slice(0, 500)}`

/** Files of the same columns were mapped so before; a new kind begins with a guess, for every row. */
export function rememberedMapping(rows: readonly Row[], timeZone: string): DraftMapping {
  const known = Mapping.safeParse(knownOf(recall(keyOf(rows))))
  if (known.success) return draftOf(known.data)
  return draftOf(forEveryRow(suggestedMapping(rows[0], timeZone)))
}

/** The column that tells the rows apart is no condition for all of them, but worth keeping. */
function forEveryRow({ cases }: Mapping): Mapping {
  return {
    events: '',
    cases: cases.map(({ when, as }) => ({
      when: [],
      as: as && {
        ...as,
        properties: [
          ...as.properties,
          ...when.map(({ path }) => ({ to: path, path, as: 'as_is' as const })),
        ],
      },
    })),
  }
}

function knownOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown
  } catch {
    // Swallowed because what a browser kept may be anything; a guess serves.
    return undefined
  }
}

export const rememberMapping = (rows: readonly Row[], mapping: Mapping): void =>
  remember(keyOf(rows), JSON.stringify(mapping))
