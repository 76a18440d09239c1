import type { ESTree } from 'vite'

/** A table that some SQL names together with its schema. */
export interface SqlName {
  schema: string
  writes: boolean
  line: number
}

export const isSqlFile = (path: string): boolean => path.endsWith('.sql')

const NAMED =
  /\b(from|join|into|update|using|table|references|truncate)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?"?([a-z_]+)"?\."?[a-z_]/gi
const READING = new Set(['from', 'join', 'using'])

/** `delete from x.y` writes, although `from x.y` reads. */
const isDelete = (before: string): boolean => /\bdelete\s+$/i.test(before)

/** The schemas named in a piece of SQL that begins on this line. */
export function namesInSql(sql: string, firstLine: number): SqlName[] {
  return [...sql.matchAll(NAMED)].map((match) => {
    const [, verb = '', schema = ''] = match
    const before = sql.slice(0, match.index)
    return {
      schema: schema.toLowerCase(),
      writes: !READING.has(verb.toLowerCase()) || isDelete(before),
      line: firstLine + before.split('\n').length - 1,
    }
  })
}

const BUILDER_READS = new Set([
  'selectFrom',
  'from',
  'using',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
])
const BUILDER_WRITES = new Set([
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'replaceInto',
  'withSchema',
])
const QUALIFIED = /^([a-z_]+)\.[a-z_]+( as \w+)?$/

/** The schema named by a call of the query builder: `db.selectFrom('identity.person as p')`. */
export function namesInCall(
  { callee, arguments: args }: ESTree.CallExpression,
  lineOf: (offset: number) => number,
): SqlName[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
  const { name } = callee.property
  const writes = BUILDER_WRITES.has(name)
  if (!writes && !BUILDER_READS.has(name)) return []
  return args.flatMap(stringsIn).flatMap(({ value, start }) => {
    const schema = name === 'withSchema' ? value : QUALIFIED.exec(value)?.[1]
    return schema === undefined ? [] : [{ schema, writes, line: lineOf(start) }]
  })
}

/** A table is one text or a list of them. */
function stringsIn(node: ESTree.Argument): { value: string; start: number }[] {
  if (node.type === 'Literal' && typeof node.value === 'string') {
    return [{ value: node.value, start: node.start }]
  }
  if (node.type !== 'ArrayExpression') return []
  return node.elements.flatMap((element) => (element === null ? [] : stringsIn(element)))
}
