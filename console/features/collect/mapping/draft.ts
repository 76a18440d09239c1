import type { api } from '../../../api/client.ts'
import { Mapping } from '#modules/collect/model/mapping/mapping.ts'
import type { Condition, Field, Property, Reading } from '#modules/collect/model/mapping/mapping.ts'
import type { Transform } from '#modules/collect/model/mapping/transform.ts'

/** What is asked of a preview. */
export type Asked = Parameters<typeof api.collect.previewHook>[0]
export type Previewed = Awaited<ReturnType<typeof api.collect.previewHook>>['payloads'][number]

/** Lines of forms are undefined while nothing was written in them. */
type Partly<Of> = { [Key in keyof Of]?: Of[Key] | undefined }

export interface DraftCondition {
  path?: string | undefined
  op?: Condition['op'] | undefined
  value?: string | undefined
  values?: string[] | undefined
}

export type PropertyKind = 'field' | 'constant' | 'each'
export const PROPERTY_KINDS = ['field', 'constant', 'each'] as const

export interface DraftProperty {
  what: PropertyKind
  to?: string | undefined
  path?: string | undefined
  as?: Transform | undefined
  /** a line each: theirs = ours */
  table?: string | undefined
  constant?: string | undefined
  each?: string | undefined
  fields?: (DraftProperty | undefined)[] | undefined
}

/** The parts of a case are where the server has them, so that what it says of one finds its place. */
export interface DraftCase {
  isIgnored: boolean
  when?: (DraftCondition | undefined)[] | undefined
  as?:
    | {
        type?: Reading['type'] | undefined
        event?: string | undefined
        identifiers?: (Partly<Reading['identifiers'][number]> | undefined)[] | undefined
        time?: Partly<NonNullable<Reading['time']>> | undefined
        messageId?: string[] | undefined
        properties?: (DraftProperty | undefined)[] | undefined
        attributes?: (DraftProperty | undefined)[] | undefined
      }
    | undefined
}

export interface DraftMapping {
  events?: string | undefined
  cases?: (DraftCase | undefined)[] | undefined
}

const text = (value: string | undefined): string => value ?? ''

function conditionOf(draft: DraftCondition | undefined) {
  const { path, op, value, values } = draft ?? {}
  if (op === 'one_of') return { path: text(path), op, values: values ?? [] }
  return op === 'is' ? { path: text(path), op, value: text(value) } : { path: text(path), op }
}

/** `20=paid` in a line each. */
const tableOf = (lines: string | undefined): Record<string, string> | undefined => {
  const told = text(lines)
    .split('\n')
    .flatMap((line) => {
      const [theirs = '', ...ours] = line.split('=')
      return theirs.trim() === '' || ours.length === 0
        ? []
        : [[theirs.trim(), ours.join('=').trim()] as const]
    })
  return told.length > 0 ? Object.fromEntries(told) : undefined
}

const linesOf = (table: Record<string, string> | undefined): string =>
  Object.entries(table ?? {})
    .map(([theirs, ours]) => `${theirs}=${ours}`)
    .join('\n')

function fieldOf({ to, path, as, table }: DraftProperty) {
  const told = tableOf(table)
  return { to: text(to), path: text(path), as: as ?? 'as_is', ...(told && { table: told }) }
}

function propertyOf(draft: DraftProperty | undefined) {
  const given: DraftProperty = draft ?? { what: 'field' }
  const to = text(given.to)
  switch (given.what) {
    case 'constant':
      return { to, constant: text(given.constant) }
    case 'each': {
      const fields = (given.fields ?? []).map((field) => fieldOf(field ?? { what: 'field' }))
      return { to, each: text(given.each), fields }
    }
    case 'field':
      return fieldOf(given)
  }
}

function caseOf(draft: DraftCase | undefined) {
  const when = (draft?.when ?? []).map(conditionOf)
  if (!draft || draft.isIgnored) return { when }
  const { type, event, identifiers, time, messageId, properties, attributes } = draft.as ?? {}
  return {
    when,
    as: {
      ...{ type: type ?? 'track', event: text(event) },
      identifiers: (identifiers ?? []).map((one) => ({
        ...{ kind: one?.kind, path: text(one?.path), scope: text(one?.scope) },
      })),
      ...(time?.path && { time: { ...time, format: time.format ?? 'iso' } }),
      messageId: messageId ?? [],
      properties: (properties ?? []).map(propertyOf),
      attributes: (attributes ?? []).map(propertyOf),
    },
  }
}

export type ReadDraft =
  | { isWhole: true; mapping: Mapping }
  | { isWhole: false; missing: readonly { path: (string | number)[]; reason: string }[] }

/** As the server takes it, or what is missing of it and where. */
export function mappingOf({ events, cases }: DraftMapping): ReadDraft {
  const read = Mapping.safeParse({ events: text(events), cases: (cases ?? []).map(caseOf) })
  if (read.success) return { isWhole: true, mapping: read.data }
  const missing = read.error.issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'number' ? step : String(step))),
    reason: message,
  }))
  return { isWhole: false, missing }
}

const draftField = ({ to, path, as, table }: Field): DraftProperty => ({
  ...{ what: 'field', to, path, as, table: linesOf(table) },
})

export function draftProperty(property: Property): DraftProperty {
  if ('constant' in property) return { what: 'constant', ...property }
  if ('path' in property) return draftField(property)
  const { to, each, fields } = property
  return { what: 'each', to, each, fields: fields.map(draftField) }
}

export const draftOf = ({ events, cases }: Mapping): DraftMapping => ({
  events,
  cases: cases.map(({ when, as }) => ({
    isIgnored: !as,
    when: when.map((one) => ({ ...one })),
    as: as && {
      ...as,
      properties: as.properties.map(draftProperty),
      attributes: as.attributes.map(draftProperty),
    },
  })),
})

/** A case as it begins: everything, told as an event that has no name yet. */
export const NEW_CASE: DraftCase = {
  isIgnored: false,
  when: [],
  as: { type: 'track', identifiers: [{ kind: 'phone' }], messageId: [], properties: [] },
}
