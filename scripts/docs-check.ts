import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf, type Block } from './docs/blocks.ts'
import { filesIn } from './lib/files.ts'
import { at, NODE, ROOT } from './lib/paths.mjs'
import { runTool } from './lib/tool.ts'

const FOLDER = at('dist', 'docs-check')

/** What newcomers read; a README inside a folder may show fragments. */
const DOCUMENT = /^(docs\/.+|[^/]+)\.md$/

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

/** Whether what the documents show compiles, and what they say runs does. */
export function docsCheck(): boolean {
  const found = examples()
  if (found.length === 0) return true
  const results = [typeCheck(), ...found.filter((example) => example.runs).map(runs)]
  console.log(
    `docs: ${found.length} examples, ${results.every(Boolean) ? 'all good' : 'some fail'}`,
  )
  return results.every(Boolean)
}

if (import.meta.main) process.exitCode = docsCheck() ? 0 : 1
