import { join, sql, str, strs } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { meets } from './meets.ts'
import type { Seen } from './meets.ts'
import { meetsCh } from './meets-ch.ts'
import type { Rule } from './rule.ts'

export interface NamedRule {
  readonly name: string
  readonly rule: Rule
}

/** The rules of one base. Most ask for one page or one element: an event looks only at those of its own. */
interface OfBase {
  readonly bySelector: ReadonlyMap<string, readonly NamedRule[]>
  readonly byPath: ReadonlyMap<string, readonly NamedRule[]>
  readonly others: readonly NamedRule[]
}

/**
 * What a workspace's named events mean, ready to be asked. A named event happens whenever an event
 * that its rule means happens, and also when a sender says its name outright.
 */
export interface Naming {
  readonly byName: ReadonlyMap<string, Rule>
  readonly byBase: ReadonlyMap<string, OfBase>
}

export const NO_NAMING: Naming = { byName: new Map(), byBase: new Map() }

const exactly = ({ rule }: NamedRule, field: 'selector' | 'path'): string | undefined => {
  for (const one of rule.where) if (one.op === 'is' && one.field === field) return one.value
  return undefined
}

function ofBase(rules: readonly NamedRule[]): OfBase {
  const bySelector = new Map<string, NamedRule[]>()
  const byPath = new Map<string, NamedRule[]>()
  const others: NamedRule[] = []
  const into = (index: Map<string, NamedRule[]>, key: string, one: NamedRule) => {
    const there = index.get(key)
    if (there) there.push(one)
    else index.set(key, [one])
  }
  for (const one of rules) {
    const [selector, path] = [exactly(one, 'selector'), exactly(one, 'path')]
    if (selector !== undefined) into(bySelector, selector, one)
    else if (path !== undefined) into(byPath, path, one)
    else others.push(one)
  }
  return { bySelector, byPath, others }
}

export function namingOf(rules: readonly NamedRule[]): Naming {
  if (rules.length === 0) return NO_NAMING
  const byBase = Map.groupBy(rules, ({ rule }) => rule.base)
  return {
    byName: new Map(rules.map(({ name, rule }) => [name, rule])),
    byBase: new Map([...byBase].map(([base, some]) => [base, ofBase(some)])),
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The names that operators gave to what happened here. */
export function namesOf(naming: Naming, event: Seen): string[] {
  const rules = naming.byBase.get(event.event)
  if (!rules) return []
  const { element_selector: selector, path } = event.properties
  return [
    ...(rules.bySelector.get(textOf(selector)) ?? []),
    ...(rules.byPath.get(textOf(path)) ?? []),
    ...rules.others,
  ].flatMap(({ name, rule }) => (meets(rule, event) ? [name] : []))
}

/** The events, each followed by itself under every name it was given: what listeners listen to. */
export function withNames<E extends Seen>(naming: Naming, events: readonly E[]): readonly E[] {
  if (naming.byName.size === 0) return events
  return events.flatMap((event) => {
    const names = namesOf(naming, event)
    return names.length === 0
      ? [event]
      : [event, ...names.map((name) => ({ ...event, event: name }))]
  })
}

/** Whether a row of `events` is such an event; `event`s of the key are named first, so the index is used. */
export function isEventCh(naming: Naming, event: string): Sql {
  const rule = naming.byName.get(event)
  if (!rule) return sql`event = ${str(event)}`
  return sql`(event IN ${strs([event, rule.base])} AND (event = ${str(event)} OR ${meetsCh(rule)}))`
}

/** The stored names under which events of these names are found: for the index. */
export const storedNames = (naming: Naming, events: readonly string[]): string[] => [
  ...new Set(events.flatMap((event) => [event, ...baseOf(naming, event)])),
]

const baseOf = (naming: Naming, event: string): string[] => {
  const rule = naming.byName.get(event)
  return rule ? [rule.base] : []
}

/** Of these names, those a row of `events` goes by: Array(String). */
export function namesCh(naming: Naming, events: readonly string[]): Sql {
  const stored = sql`if(event IN ${strs(events)}, [toString(event)], [])`
  const named = events.flatMap((event) => {
    const rule = naming.byName.get(event)
    return rule ? [sql`if(event != ${str(event)} AND ${meetsCh(rule)}, [${str(event)}], [])`] : []
  })
  return named.length === 0 ? stored : sql`arrayConcat(${join([stored, ...named], ', ')})`
}
