import { IDENTIFIER_KINDS } from '#platform/event.ts'
import type { IdentifierKind } from '#platform/event.ts'
import { EXIT_USAGE, Plain } from '../plain.ts'

/** Where a value comes from: a column of the file, or the same for all rows. */
type From = { kind: 'column'; column: string } | { kind: 'constant'; text: string }

export interface Mapping<Field extends string> {
  fields: ReadonlyMap<Field, From>
  identifiers: readonly { kind: IdentifierKind; scope: string; from: From }[]
  /** `property.x` and `trait.x` */
  extras: readonly { name: string; from: From }[]
}

type Cells = Readonly<Record<string, unknown>>

/**
 * Reads `field=Column,…`. A field is one of the command's, an identifier (`user_id`,
 * `openid:APPID`) or `property.NAME` / `trait.NAME`; `field==text` sets the same text everywhere.
 */
export function readMapping<Field extends string>(
  text: string,
  fields: readonly Field[],
): Mapping<Field> {
  const mapping = {
    fields: new Map<Field, From>(),
    identifiers: [] as { kind: IdentifierKind; scope: string; from: From }[],
    extras: [] as { name: string; from: From }[],
  }
  for (const pair of text.split(',').filter((it) => it.trim() !== '')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    const value = pair.slice(at + 1).trim()
    if (at < 1 || value === '')
      throw new Plain(`--map: “${pair}” is not of the form field=Column.`, EXIT_USAGE)
    const from: From = value.startsWith('=')
      ? { kind: 'constant', text: value.slice(1) }
      : { kind: 'column', column: value }
    const [head = '', ...rest] = name.split(':')
    const field = fields.find((it) => it === name)
    const kind = IDENTIFIER_KINDS.find((it) => it === head)
    const extra = /^(?:property|trait)\.(.+)$/.exec(name)?.[1]
    if (field) mapping.fields.set(field, from)
    else if (kind) mapping.identifiers.push({ kind, scope: rest.join(':'), from })
    else if (extra) mapping.extras.push({ name: extra, from })
    else
      throw new Plain(
        `--map: there is no field “${name}”. Fields: ${[...fields, ...IDENTIFIER_KINDS].join(', ')}, property.NAME, trait.NAME`,
        EXIT_USAGE,
      )
  }
  return mapping
}

export const cell = (cells: Cells, from: From | undefined): string => {
  if (!from) return ''
  if (from.kind === 'constant') return from.text
  const value = cells[from.column]
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? '')
}

/** A value with its type where the file has one (JSON lines); empty cells are no value. */
export function extrasOf(cells: Cells, { extras }: Mapping<string>): Record<string, unknown> {
  return Object.fromEntries(
    extras
      .map(({ name, from }) => [
        name,
        from.kind === 'column' && typeof cells[from.column] !== 'string'
          ? cells[from.column]
          : cell(cells, from),
      ])
      .filter(([, value]) => value !== '' && value !== undefined && value !== null),
  )
}

export const identifiersOf = (cells: Cells, { identifiers }: Mapping<string>) =>
  identifiers
    .map(({ kind, scope, from }) => ({ kind, scope, value: cell(cells, from) }))
    .filter(({ value }) => value !== '')

/** The columns named that the file does not have. */
export function missingColumns(cells: Cells, mapping: Mapping<string>): string[] {
  const named = [
    ...mapping.fields.values(),
    ...mapping.identifiers.map((it) => it.from),
    ...mapping.extras.map((it) => it.from),
  ]
  return named
    .filter((from) => from.kind === 'column')
    .map((from) => from.column)
    .filter((column) => !(column in cells))
}
