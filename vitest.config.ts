import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { needsPostgres, vitestFiles } from './scripts/test/suites.ts'

/** The suites asked for by `npm test -- pg ch`, or all of them. */
const suites = (process.env.SIYU_SUITES ?? '').split(',').filter(Boolean)
const postgres = needsPostgres(suites, process.argv.slice(2))
const { include, exclude } = vitestFiles(suites)

const POSTGRES_FOR_THE_RUN = './server/platform/testing/global-setup.ts'

export default defineConfig({
  test: {
    include,
    exclude: ['**/node_modules/**', 'dist/**', 'data/**', '**/*.e2e.ts', ...exclude],
    // One process per file: chDB opens one data directory per process and never lets go of it.
    pool: 'forks',
    isolate: true,
    maxWorkers: Math.min(4, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    setupFiles: ['./scripts/test/setup.ts'],
    globalSetup: postgres && existsSync(POSTGRES_FOR_THE_RUN) ? [POSTGRES_FOR_THE_RUN] : [],
  },
})
