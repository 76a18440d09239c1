import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './scripts/lib/chromium.mjs'

const chromium = findChromium()
const report = process.env.SIYU_E2E_REPORT
const SETUP = './e2e/global-setup.ts'

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: './dist/test/e2e',
  ...(existsSync(SETUP) && { globalSetup: SETUP }),
  // One server with one chDB serves them all, and there are two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  globalTimeout: 600_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: report ? [['dot'], ['json', { outputFile: report }]] : [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(chromium && { executablePath: chromium }), args: CHROMIUM_FLAGS },
  },
  // A test runs on the desktop unless it is tagged @phone; @desktop beside it runs it on both.
  projects: [
    {
      name: 'desktop',
      grep: /^(?!.*@phone)|@desktop/,
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      grep: /@phone/,
      use: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
  ],
})
