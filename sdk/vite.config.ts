import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import type { EnvironmentOptions } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** One file, with nothing beside it: what people paste into a page or copy into a project. */
const oneFile = (
  entry: string,
  file: string,
  format: 'iife' | 'es' | 'cjs',
  target: string,
): EnvironmentOptions => ({
  consumer: format === 'iife' ? 'client' : 'server',
  build: {
    target,
    minify: true,
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: `${here}${entry}`,
      output: {
        format,
        entryFileNames: file,
        codeSplitting: false,
        exports: format === 'iife' ? 'none' : 'named',
      },
      preserveEntrySignatures: 'strict',
    },
  },
})

/** Chrome 80, Safari 13.1, and the browser inside WeChat since 2021. */
const BROWSERS = 'es2020'

/** What the developer tools hand on as it is, and phones of 2018 run. */
const MINI_PROGRAMS = 'es2017'

export default defineConfig({
  root: here,
  builder: {},
  environments: {
    client: oneFile('browser/script.ts', 'siyu.js', 'iife', BROWSERS),
    pick: oneFile('picker/pick.ts', 'siyu-pick.js', 'iife', BROWSERS),
    module: oneFile('browser/siyu.ts', 'siyu.mjs', 'es', BROWSERS),
    mini: oneFile('mini/siyu.ts', 'siyu-mp.js', 'cjs', MINI_PROGRAMS),
    node: oneFile('node/siyu.ts', 'siyu-node.mjs', 'es', 'node20'),
  },
})
