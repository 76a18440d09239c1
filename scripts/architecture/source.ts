import { parseSync, Visitor, type ESTree } from 'vite'
import { isSqlFile, namesInCall, namesInSql, type SqlName } from './sql-names.ts'

/** What the rules want to know of a file. Lines count from 1. */
export interface Source {
  path: string
  imports: readonly Import[]
  /** Reads of the clock, of randomness, of the environment. */
  impurities: readonly {
    what: 'clock' | 'randomness' | 'environment'
    code: string
    line: number
  }[]
  sqlNames: readonly SqlName[]
  /** True when the file does nothing but export what others define. */
  isBarrel: boolean
}

export interface Import {
  specifier: string
  line: number
  typeOnly: boolean
}

/** Reads a file of the repository; SQL files have table names and nothing else. */
export function readSource(path: string, text: string): Source {
  if (isSqlFile(path)) {
    const sqlNames = namesInSql(withoutSqlComments(text), 1)
    return { path, imports: [], impurities: [], sqlNames, isBarrel: false }
  }
  return readScript(path, text)
}

/** Comments become blanks, so that lines keep their numbers. */
const withoutSqlComments = (text: string): string =>
  text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))

const RANDOM = /^(random|getRandomValues)/
const isName = (node: ESTree.Expression | ESTree.Super, name: string): boolean =>
  node.type === 'Identifier' && node.name === name

function readScript(path: string, text: string): Source {
  const { program } = parseSync(path, text)
  const lineOf = lineFinder(text)
  const imports: Import[] = []
  const impurities: Source['impurities'][number][] = []
  const sqlNames: SqlName[] = []

  const imported = (source: ESTree.StringLiteral, typeOnly: boolean) =>
    imports.push({ specifier: source.value, line: lineOf(source.start), typeOnly })
  const impure = (what: 'clock' | 'randomness' | 'environment', node: ESTree.Span) => {
    const code = text.slice(node.start, node.end).split('\n')[0] ?? ''
    impurities.push({ what, code, line: lineOf(node.start) })
  }

  new Visitor({
    ImportDeclaration(node) {
      imported(node.source, node.importKind === 'type' || onlyTypes(node))
      if (!/^(node:)?crypto$/.test(node.source.value)) return
      for (const it of node.specifiers) {
        if (it.type === 'ImportSpecifier' && RANDOM.test(importedName(it))) impure('randomness', it)
      }
    },
    ExportNamedDeclaration(node) {
      if (node.source) imported(node.source, node.exportKind === 'type')
    },
    ExportAllDeclaration(node) {
      imported(node.source, node.exportKind === 'type')
    },
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        imports.push({
          specifier: node.source.value,
          line: lineOf(node.source.start),
          typeOnly: false,
        })
      }
    },
    TSImportType(node) {
      imported(node.source, true)
    },
    NewExpression(node) {
      if (isName(node.callee, 'Date') && node.arguments.length === 0) impure('clock', node)
    },
    MemberExpression(node) {
      if (node.computed || node.property.type !== 'Identifier') return
      const { name } = node.property
      if (isName(node.object, 'Date') && name === 'now') impure('clock', node)
      if (isName(node.object, 'performance') && name === 'now') impure('clock', node)
      if (isName(node.object, 'Math') && name === 'random') impure('randomness', node)
      if (isName(node.object, 'crypto') && RANDOM.test(name)) impure('randomness', node)
      if (isName(node.object, 'process') && name === 'env') impure('environment', node)
    },
    CallExpression(node) {
      if (isName(node.callee, 'Date')) impure('clock', node)
      sqlNames.push(...namesInCall(node, lineOf))
    },
    TemplateLiteral(node) {
      for (const { value, start } of node.quasis) {
        sqlNames.push(...namesInSql(value.raw, lineOf(start)))
      }
    },
    Literal(node) {
      if (typeof node.value !== 'string') return
      sqlNames.push(...namesInSql(node.value, lineOf(node.start)))
    },
  }).visit(program)

  return { path, imports, impurities, sqlNames, isBarrel: isBarrel(program) }
}

const onlyTypes = (node: ESTree.ImportDeclaration): boolean =>
  node.specifiers.length > 0 &&
  node.specifiers.every((it) => it.type === 'ImportSpecifier' && it.importKind === 'type')

const importedName = ({ imported }: ESTree.ImportSpecifier): string =>
  imported.type === 'Identifier' ? imported.name : imported.value

const isBarrel = ({ body }: ESTree.Program): boolean =>
  body.length > 0 &&
  body.every(
    (node) =>
      node.type === 'ExportAllDeclaration' ||
      (node.type === 'ExportNamedDeclaration' && node.source !== null),
  )

function lineFinder(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index)
  return (offset) => {
    const line = ends.findIndex((end) => end >= offset)
    return line < 0 ? ends.length + 1 : line + 1
  }
}
