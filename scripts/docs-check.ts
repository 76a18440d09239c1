import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf, type Block } from './docs/blocks.ts'
import { glossaryComplaints, termsOf } from './docs/glossary.ts'
import { filesIn } from './lib/files.ts'
import { at, NODE, ROOT } from './lib/paths.mjs'
import { runTool } from './lib/tool.ts'

const FOLDER = at('dist', 'docs-check')

/** What newcomers read; a README inside a folder may show fragments. */
const DOCUMENT = /^(docs\/.+|[^/]+)\.md$/

/** Where the domain's words are spoken. */
const SPOKEN = /^(server\/modules|console\/features|pages)\/.+\.tsx?$/

interface Example extends Block {
  document: string
  file: string
}

/** Every TypeScript example of the Markdown documents, written to a file of its own. */
function examples(): Example[] {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const documents = filesIn(ROOT).filter((file) => DOCUMENT.test(file))
  return documents.flatMap((document) =>
    blocksOf(readFileSync(at(document), 'utf8')).map((block) => {
      const file = `${document.replaceAll(/[^\w]/g, '_')}_${block.line}.ts`
      // The blank lines make the compiler name the document's own line.
      const padding = '\n'.repeat(block.line - 1)
      writeFileSync(join(FOLDER, file), `${padding}${block.code}\nexport {}\n`)
      return { ...block, document, file }
    }),
  )
}

/** Examples are read next to nothing else, so a name that is not used again is no mistake. */
function typeCheck(): boolean {
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ['*.ts'],
    exclude: [],
  }
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(config))
  return runTool('tsc', ['-p', join(FOLDER, 'tsconfig.json'), '--noEmit'])
}

function runs({ document, line, file }: Example): boolean {
  const { status, stdout, stderr } = spawnSync(NODE, [join(FOLDER, file)], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (status === 0) return true
  console.log(`${document}:${line} does not run:\n${stdout}${stderr}`)
  return false
}

/** Whether the glossary is sound, and the tree speaks its words. */
function glossary(): boolean {
  const file = at('docs', 'glossary.md')
  if (!existsSync(file)) return true
  const sources = filesIn(ROOT).filter((path) => SPOKEN.test(path))
  const complaints = glossaryComplaints(termsOf(readFileSync(file, 'utf8')), sources)
  for (const complaint of complaints) console.log(complaint)
  return complaints.length === 0
}

/** Whether what the documents show compiles, what they say runs does, and words mean one thing. */
export function docsCheck(): boolean {
  const found = examples()
  const results = [
    glossary(),
    found.length === 0 || typeCheck(),
    ...found.filter((example) => example.runs).map(runs),
  ]
  console.log(
    `docs: ${found.length} examples, ${results.every(Boolean) ? 'all good' : 'some fail'}`,
  )
  return results.every(Boolean)
}

if (import.meta.main) process.exitCode = docsCheck() ? 0 : 1
