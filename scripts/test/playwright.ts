import { buildWhatChanged } from '../build/build.ts'
import { ensureChromium } from '../lib/chromium.mjs'
import { at } from '../lib/paths.mjs'
import { runNode } from '../lib/tool.ts'
import { countPlaywright, takeReport } from './reports.ts'
import { NOTHING, settle, type Tally } from './tally.ts'

const REPORT = at('dist', 'test', `playwright-${process.pid}.json`)

const playwright = (paths: readonly string[], env: NodeJS.ProcessEnv, flags: string[] = []) => {
  const cli = at('node_modules', '@playwright', 'test', 'cli.js')
  return runNode([cli, 'test', ...paths, ...flags], { ...env, SIYU_E2E_REPORT: REPORT })
}

/** The end-to-end tests in a real browser; without one they count as skipped, and it is said why. */
export async function runEndToEnd(paths: readonly string[]): Promise<Tally> {
  const chromium = await ensureChromium()
  if (chromium.kind === 'missing') return skipAll(paths, chromium.because)
  buildWhatChanged()
  const exitCode = await playwright(paths, { CHROMIUM_PATH: chromium.path })
  const report = takeReport(REPORT)
  return settle('Playwright', exitCode, report === undefined ? undefined : countPlaywright(report))
}

/** Listing needs no browser, so the number of those skipped is exact. */
async function skipAll(paths: readonly string[], because: string): Promise<Tally> {
  const exitCode = await playwright(paths, {}, ['--list'])
  const report = takeReport(REPORT)
  const listed = report === undefined ? undefined : countPlaywright(report)
  const settled = settle('Playwright', exitCode, listed)
  return {
    ...NOTHING,
    failed: settled.failed,
    skipped: settled.passed + settled.skipped,
    notes: [...settled.notes, `End-to-end tests were skipped: ${because}`],
  }
}
