import { fieldFor } from '#modules/collect/model/mapping/suggest.ts'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { draftProperty } from './draft.ts'
import type { DraftProperty } from './draft.ts'

type Lines = readonly (DraftProperty | undefined)[]

const namesOf = (lines: Lines): Set<string> => new Set(lines.flatMap((one) => one?.to ?? []))

const field = (leaf: Leaf, beside: Lines): DraftProperty =>
  draftProperty(fieldFor(leaf, namesOf(beside)))

/** Where a place through a list is split: the list, and the place inside each thing of it. */
function throughList(path: string): { list: string; inside: string } | undefined {
  const at = path.indexOf('[*].')
  if (at < 0) return undefined
  const inside = path.slice(at + '[*].'.length)
  return inside.includes('[') ? undefined : { list: path.slice(0, at), inside }
}

/**
 * The properties with one for this place. A place of a list's things joins the property that the
 * list already is. Undefined: it is there already.
 */
export function withLeaf(lines: Lines, leaf: Leaf): Lines | undefined {
  const through = throughList(leaf.path)
  if (!through)
    return lines.some((one) => one?.path === leaf.path) ? undefined : [...lines, field(leaf, lines)]
  const { list, inside } = through
  const at = lines.findIndex((one) => one?.what === 'each' && one.each === list)
  const known = lines[at]
  const beside = known?.fields ?? []
  if (beside.some((one) => one?.path === inside)) return undefined
  const fields = [...beside, field({ ...leaf, path: inside }, beside)]
  if (known) return lines.with(at, { ...known, fields })
  const { to } = field({ ...leaf, path: list }, lines)
  return [...lines, { what: 'each', to, each: list, fields }]
}
