import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/assets/pages/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/pages',
    emptyOutDir: true,
    // WebViews of phones that are five years old still open these pages.
    target: ['es2019', 'safari13'],
    modulePreload: false,
    reportCompressedSize: false,
  },
})
