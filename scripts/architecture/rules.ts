import { posix } from 'node:path'
import { isTest } from '../lib/files.ts'
import { resolveImport, type Aliases } from './resolve.ts'
import type { Import, Source } from './source.ts'
import {
  AREAS,
  EXCEPTIONS,
  FACTS,
  MODULE_SURFACE,
  MODULES,
  READS_ALL,
  TESTS_ALSO_IMPORT,
  type Area,
  type Exception,
} from './table.ts'

export interface Violation {
  file: string
  line: number
  rule: string
  /** What is wrong. */
  says: string
  /** What to do about it. */
  mend: string
}

const CONFIG_FILE = /\.config\.[mc]?[jt]s$/
const order: readonly string[] = MODULES

export const areaOf = (path: string): Area | undefined =>
  CONFIG_FILE.test(path) ? undefined : AREAS.find(({ folder }) => path.startsWith(`${folder}/`))

/** `server/modules/journey/model/graph.ts` → journey, model/graph.ts */
export function placeInModule(path: string): { module: string; inside: string } | undefined {
  const [, module, inside] = /^server\/modules\/([^/]+)\/(.+)$/.exec(path) ?? []
  return module === undefined || inside === undefined ? undefined : { module, inside }
}

const matches = (path: string, globs: readonly string[]): boolean =>
  globs.some((glob) => posix.matchesGlob(path, glob))

/** Everything this file does that the table does not allow. */
export function violationsOf(source: Source, aliases: Aliases): Violation[] {
  const area = areaOf(source.path)
  return [
    ...barrels(source),
    ...(area ? source.imports.flatMap((it) => judgeImport(source.path, area, it, aliases)) : []),
    ...(area?.pure ? borrowed(source) : []),
    ...schemas(source),
    ...knownModule(source),
  ]
}

function barrels({ path, isBarrel }: Source): Violation[] {
  if (!isBarrel) return []
  const mend = 'Delete it, and import from the files that define things.'
  return [{ file: path, line: 1, rule: 'barrel', says: 'only re-exports what others define', mend }]
}

function judgeImport(file: string, area: Area, it: Import, aliases: Aliases): Violation[] {
  const { specifier, line, typeOnly } = it
  const target = resolveImport(file, specifier, aliases)
  const violation = (rule: string, says: string, mend: string): Violation[] => [
    { file, line, rule, says: `imports ${specifier}: ${says}`, mend },
  ]
  if (target.kind === 'package') {
    const { packages } = area
    if (packages === 'any' || packages.includes(target.name) || isTest(file)) return []
    const allowed = packages.length > 0 ? `only ${packages.join(', ')}` : 'no package'
    return violation(
      'layers',
      `${area.because}; it may import ${allowed}`,
      'Take what you need as an argument, or move this file to a layer that may.',
    )
  }
  const from = placeInModule(file)
  const to = placeInModule(target.path)
  if (from && to) return judgeModules(from.module, to, isTest(file), violation)
  if (target.path.startsWith(`${area.folder}/`)) return []
  if (matches(target.path, area.imports) || (typeOnly && matches(target.path, area.types)))
    return []
  if (isTest(file) && matches(target.path, TESTS_ALSO_IMPORT)) return []
  return violation(
    'layers',
    area.because,
    `It may import ${[...area.imports, ...area.types.map((glob) => `types of ${glob}`)].join(', ') || 'nothing of ours'}.`,
  )
}

type Say = (rule: string, says: string, mend: string) => Violation[]

/** Earlier modules through their surface, later ones through their facts only. */
function judgeModules(
  from: string,
  to: { module: string; inside: string },
  inTest: boolean,
  violation: Say,
): Violation[] {
  if (to.module === from || to.inside === FACTS) return []
  const surface = inTest ? [...MODULE_SURFACE, 'testing.ts', 'testing/**'] : MODULE_SURFACE
  if (order.indexOf(to.module) > order.indexOf(from)) {
    return violation(
      'module-order',
      `${from} comes before ${to.module} in the flow of data`,
      `Publish a fact in ${from}/${FACTS} and let ${to.module} listen, or read ${to.module}/${FACTS}.`,
    )
  }
  if (matches(to.inside, surface)) return []
  return violation(
    'module-surface',
    `${to.inside} is inside ${to.module}`,
    `Use ${to.module}'s ${MODULE_SURFACE.join(', ')} or ${FACTS}; add a verb to its service if one is missing.`,
  )
}

const ARGUMENT = {
  clock: 'Take now: Date as an argument.',
  randomness: 'Take randomBytes as an argument, or use kernel/hash.ts for a sticky split.',
  environment: 'Read it in server/platform/config.ts and take the value as an argument.',
} as const

function borrowed({ path, impurities }: Source): Violation[] {
  if (isTest(path)) return []
  return impurities.map(({ what, code, line }) => ({
    file: path,
    line,
    rule: 'argument',
    says: `${code} reads the ${what}`,
    mend: ARGUMENT[what],
  }))
}

/** SQL of a module names its own schema; the platform's names none of the modules'. */
function schemas({ path, sqlNames }: Source): Violation[] {
  const own = placeInModule(path)?.module
  if (isTest(path) || (own === undefined && !path.startsWith('server/platform/'))) return []
  return sqlNames
    .filter(({ schema, writes }) => {
      if (!order.includes(schema) || schema === own) return false
      return writes || own === undefined || !READS_ALL.includes(own)
    })
    .map(({ schema, writes, line }) => ({
      file: path,
      line,
      rule: 'own-schema',
      says: `its SQL ${writes ? 'writes' : 'reads'} a table of the schema ${schema}`,
      mend: `Ask ${schema}'s service, or keep what you need in your own schema by listening to its facts.`,
    }))
}

function knownModule({ path }: Source): Violation[] {
  const module = placeInModule(path)?.module
  if (module === undefined || order.includes(module)) return []
  const mend = 'Give it a place in scripts/architecture/table.ts, and say why in an ADR.'
  return [{ file: path, line: 1, rule: 'known-module', says: `${module} is in no table`, mend }]
}

/** Takes out what the table excuses; an exception that excuses nothing is reported instead. */
export function withoutExceptions(
  violations: readonly Violation[],
  exceptions: readonly Exception[] = EXCEPTIONS,
): Violation[] {
  const excuses = ({ file, rule }: Exception, violation: Violation) =>
    violation.file === file && violation.rule === rule
  const idle = exceptions.filter((it) => !violations.some((violation) => excuses(it, violation)))
  return [
    ...violations.filter((violation) => !exceptions.some((it) => excuses(it, violation))),
    ...idle.map(({ file, rule }) => ({
      file,
      line: 1,
      rule: 'exception',
      says: `is excused from [${rule}] but no longer breaks it`,
      mend: 'Remove the entry from scripts/architecture/table.ts.',
    })),
  ]
}
