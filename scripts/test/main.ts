import { existsSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { architecture } from '../architecture.ts'
import { filesIn } from '../lib/files.ts'
import { at, ROOT } from '../lib/paths.mjs'
import { lint } from '../lint.ts'
import { types } from '../types.ts'
import { runEndToEnd } from './playwright.ts'
import { selectionOf, type Check, type Selection } from './selection.ts'
import { add, lastLine, NOTHING, one, type Tally } from './tally.ts'
import { runSuites } from './vitest.ts'

const CHECK: Readonly<Record<Check, () => boolean>> = { types, lint, architecture }

/** A part that throws has failed; the ones after it run all the same. */
async function part(name: string, run: () => Tally | Promise<Tally>): Promise<Tally> {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const tally = await attempt(name, run)
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(`${tally.failed === 0 ? '✓' : '✗'} ${name}: ${lastLine(tally)} (${seconds} s)`)
  return tally
}

async function attempt(name: string, run: () => Tally | Promise<Tally>): Promise<Tally> {
  try {
    return await run()
  } catch (error) {
    // Swallowed because it becomes a failure of this part, in its own words.
    const says = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { ...NOTHING, failed: 1, notes: [`${name}: ${says}`] }
  }
}

function endToEndBelow(path: string): boolean {
  if (!existsSync(path)) return false
  if (!statSync(path).isDirectory()) return path.endsWith('.e2e.ts')
  return filesIn(path).some((file) => file.endsWith('.e2e.ts'))
}

const nameOf = ({ suites, paths }: NonNullable<Selection['vitest']>): string =>
  [...suites, ...paths].join(' ') || 'unit, pg, ch, contract'

const words = process.argv
  .slice(2)
  .map((word) => (existsSync(at(word)) ? relative(ROOT, at(word)) : word))
const { checks, vitest, endToEnd } = selectionOf(words, endToEndBelow)

let total = NOTHING
for (const check of checks) total = add(total, await part(check, () => one(CHECK[check]())))
if (vitest) {
  const run = () => runSuites(vitest.suites, vitest.paths)
  total = add(total, await part(nameOf(vitest), run))
}
if (endToEnd) total = add(total, await part('e2e', () => runEndToEnd(endToEnd)))

console.log()
for (const note of total.notes) console.log(`• ${note}`)
if (total.passed + total.failed + total.skipped === 0) total = { ...NOTHING, failed: 1 }
console.log(lastLine(total))
process.exitCode = total.failed === 0 ? 0 : 1
