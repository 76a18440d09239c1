/**
 * ClickHouse SQL by tagged template. A hole takes a typed value (`str() uuid() uint() …`), an
 * identifier (`name()`), or another statement. A raw string does not compile, so no value can
 * ever become SQL. Values travel as `{p0:UUID}` parameters and are renumbered on nesting.
 */
export interface Sql {
  readonly kind: 'sql'
  readonly strings: readonly string[]
  readonly holes: readonly Hole[]
}

interface Value {
  readonly kind: 'value'
  readonly type: string
  readonly value: unknown
}

interface Name {
  readonly kind: 'name'
  readonly name: string
}

export type Hole = Sql | Value | Name

export interface Rendered {
  query: string
  params: Record<string, unknown>
}

export function sql(strings: TemplateStringsArray, ...holes: Hole[]): Sql {
  return { kind: 'sql', strings, holes }
}

export const str = (value: string): Value => ({ kind: 'value', type: 'String', value })
export const uuid = (value: string): Value => ({ kind: 'value', type: 'UUID', value })
export const uint = (value: number | bigint | string): Value => ({
  kind: 'value',
  type: 'UInt64',
  value: String(value),
})
export const int = (value: number | bigint | string): Value => ({
  kind: 'value',
  type: 'Int64',
  value: String(value),
})
/** Travels as text: the driver refuses to print numbers beyond ±2^53. */
export const float = (value: number): Value => ({
  kind: 'value',
  type: 'Float64',
  value: String(value),
})
/** An instant; travels as UTC with milliseconds. */
export const time = (value: Date): Value => ({
  kind: 'value',
  type: "DateTime64(3, 'UTC')",
  value: value.toISOString().replace('T', ' ').replace('Z', ''),
})
export const strs = (value: readonly string[]): Value => ({
  kind: 'value',
  type: 'Array(String)',
  value: [...value],
})
/** Travels as text, `[1,2]`: the driver would quote each element, and ClickHouse refuses that. */
export const uints = (value: readonly (string | number | bigint)[]): Value => ({
  kind: 'value',
  type: 'Array(UInt64)',
  value: `[${value.map(String).join(',')}]`,
})

/** A table or column of ours. Anything but letters, digits, `_` and `.` is a bug. */
export function name(identifier: string): Name {
  if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(identifier))
    throw new Error(`not an identifier: ${identifier}`)
  return { kind: 'name', name: identifier }
}

/** Puts statements side by side, for lists and chains of AND. */
export function join(
  parts: readonly Hole[],
  separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL ' | ' + ' | '\n',
): Sql {
  const strings = ['', ...parts.slice(1).map(() => separator as string), '']
  return { kind: 'sql', strings: parts.length === 0 ? [''] : strings, holes: parts }
}

export const empty: Sql = { kind: 'sql', strings: [''], holes: [] }

export function render(statement: Sql): Rendered {
  const params: Record<string, unknown> = {}
  let next = 0
  const text = (s: Sql): string =>
    s.strings
      .map((piece, i) => {
        const hole = s.holes[i]
        if (!hole) return piece
        if (hole.kind === 'sql') return piece + text(hole)
        if (hole.kind === 'name') return piece + hole.name
        const key = `p${next++}`
        params[key] = hole.value
        return `${piece}{${key}:${hole.type}}`
      })
      .join('')
  return { query: text(statement), params }
}
