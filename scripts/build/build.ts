import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn, isTest } from '../lib/files.ts'
import { at, NODE, ROOT } from '../lib/paths.mjs'
import { Plain, say } from '../lib/say.mjs'
import { hashOf } from './sources.ts'

/** The folders that Vite turns into something a browser loads; each lands in dist/ by its name. */
const DELIVERABLES = ['sdk', 'console', 'pages'] as const
const STAMP = '.sources'

/** What a deliverable is made of: its folder, and what it may import from elsewhere. */
function sourcesOf(deliverable: string): string[] {
  const below = (folder: string) => filesIn(at(folder)).map((file) => join(folder, file))
  const shared = below(join('server', 'modules')).filter(
    (file) => file.endsWith('contract.ts') || file.includes('/model/'),
  )
  const files = [...below(deliverable), ...below('kernel'), ...shared]
  return [...files.filter((file) => !isTest(file)), 'package-lock.json']
}

/**
 * Builds the deliverables whose sources differ from those their dist/ was built of. The new build
 * takes the old one's place in one step, so a running server never serves half of one.
 */
export function buildWhatChanged(): void {
  for (const deliverable of DELIVERABLES) {
    if (!existsSync(at(deliverable, 'vite.config.ts'))) continue
    const hash = hashOf(ROOT, sourcesOf(deliverable))
    const stamp = at('dist', deliverable, STAMP)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue
    const began = performance.now()
    build(deliverable, hash)
    say(`   ${deliverable}: ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  }
}

function build(deliverable: string, hash: string): void {
  const target = at('dist', deliverable)
  const fresh = at('dist', `.${deliverable}-${process.pid}`)
  const vite = at('node_modules', 'vite', 'bin', 'vite.js')
  const args = ['build', at(deliverable), '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  mkdirSync(at('dist'), { recursive: true })
  const { status, stdout, stderr } = spawnSync(NODE, [vite, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Plain(`构建失败 · Building ${deliverable}/ failed:\n${stdout}${stderr}`)
  }
  writeFileSync(join(fresh, STAMP), hash)
  rmSync(target, { recursive: true, force: true })
  renameSync(fresh, target)
}
