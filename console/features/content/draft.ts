import type { ItemInput } from '#modules/content/model/item.ts'
import type { Item } from './types.ts'

/** What is being written: as the server takes it, half done. */
export type Draft = ItemInput

export const EMPTY_DRAFT: Draft = {
  kind: 'article',
  title: '',
  body: '',
  format: 'markdown',
  sceneTags: [],
  productTags: [],
  source: 'staff',
}

/** An item of the library, taken up again. */
export function draftOf(item: Item): Draft {
  const { kind, title, body, format, sceneTags, productTags, source } = item
  return {
    kind,
    title,
    body,
    format,
    sceneTags: [...sceneTags],
    productTags: [...productTags],
    source,
    coverUrl: item.coverUrl ?? undefined,
    targetUrl: item.targetUrl ?? undefined,
    miniProgram: item.miniProgram ?? undefined,
    purchaseStage: item.purchaseStage ?? undefined,
    answers: item.answers ?? undefined,
  }
}

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined

/** What is sent: fields of another kind are left out, empty ones too. */
export function inputOf(draft: Draft): Draft {
  const { kind, miniProgram } = draft
  const isMini = kind === 'mini_program'
  return {
    ...draft,
    body: kind === 'image' || isMini ? '' : (draft.body ?? ''),
    coverUrl: kind === 'text' ? undefined : filled(draft.coverUrl),
    targetUrl: kind === 'text' || isMini ? undefined : filled(draft.targetUrl),
    miniProgram: isMini && miniProgram?.appId ? miniProgram : undefined,
  }
}

interface Variable {
  name: string
  sample: string
}

/** The text with sample values in its holes; of an article only the beginning, without its marks. */
export function bodyTextOf(draft: Partial<Draft>, variables: readonly Variable[]): string {
  const samples = new Map(variables.map(({ name, sample }) => [name, sample]))
  const text = (draft.body ?? '').replaceAll(
    /\{\{\s*([\w.]+)[^}]*\}\}/g,
    (hole, name: string) => samples.get(name) ?? hole,
  )
  if (draft.kind !== 'article') return text
  return text
    .replaceAll(/^#+\s*|\*\*|^[-*]\s+/gm, '')
    .trim()
    .slice(0, 120)
}
