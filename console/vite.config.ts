import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const server = process.env.SIYU_URL ?? 'http://127.0.0.1:8080'

/** A chunk of a library splits by who uses it, so that a page loads only the parts it shows. */
const library = (name: string, test: RegExp, priority: number) => ({
  name,
  test,
  priority,
  entriesAware: true,
  entriesAwareMergeThreshold: 24_000,
})

export default defineConfig({
  root: here,
  base: '/console/',
  plugins: [react()],
  server: {
    proxy: Object.fromEntries(
      // The last three are consumers' pages, which the console previews in a frame.
      ['/api', '/health', '/g/', '/i/', '/assets/pages'].map((path) => [path, server]),
    ),
  },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            library('echarts', /node_modules[\\/](echarts|zrender)[\\/]/, 40),
            library('xyflow', /node_modules[\\/](@xyflow|d3-[a-z]+|zustand|classcat)[\\/]/, 40),
            library(
              'antd',
              /node_modules[\\/](antd|@ant-design|@rc-component|dayjs|scroll-into-view-if-needed|compute-scroll-into-view)[\\/]/,
              30,
            ),
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next)[\\/]/,
              priority: 50,
            },
          ],
        },
      },
    },
  },
})
