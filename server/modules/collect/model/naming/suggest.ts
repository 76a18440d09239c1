import type { Base, Condition, Field, Rule } from './rule.ts'

/** What tells captured events of one kind apart: where two agree in all of it, one name fits both. */
export const GROUPED_BY: Readonly<Record<Base, readonly Field[]>> = {
  element_clicked: ['selector', 'text'],
  page_viewed: ['path'],
  form_submitted: ['selector'],
  element_changed: ['selector', 'element_name'],
  content_seen: ['content'],
  page_left: ['path'],
  content_shared: ['path'],
}

export interface Place {
  /** what the group has in each of `GROUPED_BY`; '' where it has none */
  is: Readonly<Partial<Record<Field, string>>>
  /** the only path it was captured on, if there is just one */
  path: string | undefined
}

/** The rule that means just this: what an operator begins with who points at it. */
export function suggestedRule(base: Base, { is, path }: Place): Rule {
  const where: Condition[] = []
  for (const field of GROUPED_BY[base]) {
    const value = is[field]
    if (value) where.push({ field, op: 'is', value })
  }
  if (path && !GROUPED_BY[base].includes('path'))
    where.push({ field: 'path', op: 'is', value: path })
  return { base, where }
}
