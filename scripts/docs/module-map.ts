import { placeInModule } from '../architecture/rules.ts'
import { resolveImport, type Aliases } from '../architecture/resolve.ts'
import type { Source } from '../architecture/source.ts'
import { FACTS, MODULES } from '../architecture/table.ts'
import { isTest } from '../lib/files.ts'
import { GENERATED_NOTICE, type Page } from './page.ts'

interface Edge {
  from: string
  to: string
  /** Through its facts: an announcement heard, not a call. */
  heard: boolean
}

/** Who leans on whom, and who hears whom, as the imports say. */
export function edgesOf(sources: readonly Source[], aliases: Aliases): Edge[] {
  const edges = new Map<string, Edge>()
  for (const { path, imports } of sources) {
    const from = placeInModule(path)?.module
    if (from === undefined || isTest(path)) continue
    for (const { specifier } of imports) {
      const target = resolveImport(path, specifier, aliases)
      const to = target.kind === 'file' ? placeInModule(target.path) : undefined
      if (to === undefined || to.module === from) continue
      const heard = to.inside === FACTS
      edges.set(`${from}>${to.module}>${heard}`, { from, to: to.module, heard })
    }
  }
  const place = (module: string) => (MODULES as readonly string[]).indexOf(module)
  return [...edges.values()].sort(
    (a, b) =>
      place(a.from) - place(b.from) ||
      place(a.to) - place(b.to) ||
      Number(a.heard) - Number(b.heard),
  )
}

/** The modules that exist, in the order data flows, and what runs between them. */
export function moduleMap(sources: readonly Source[], aliases: Aliases): Page {
  const present = new Set(sources.map(({ path }) => placeInModule(path)?.module))
  const nodes = MODULES.filter((module) => present.has(module)).map((module) => `  ${module}`)
  const arrows = edgesOf(sources, aliases).map(({ from, to, heard }) =>
    heard ? `  ${to} -. facts .-> ${from}` : `  ${from} --> ${to}`,
  )
  const text = [
    GENERATED_NOTICE,
    '',
    '# Modules',
    '',
    'A full arrow is a call: the module leans on the one it points to. A dotted one is news: the',
    'module it points to hears the facts of the other.',
    '',
    '```mermaid',
    'flowchart LR',
    ...nodes,
    ...arrows,
    '```',
    '',
  ]
  return { file: 'modules.md', text: text.join('\n') }
}
