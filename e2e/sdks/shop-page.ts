import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

/** A shop's page on a host of its own, with an SDK in its bundle as a shop's own build puts it there. */
export interface ShopPage extends AsyncDisposable {
  readonly url: string
}

const page = (script: string, head: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>潮汐书店</title>${head}</head><body>
<main>
  <h1>夜航船</h1>
  <button id="add" class="buy">加入购物车</button>
  <a id="list" href="/list">书单</a>
  <p id="ad" data-siyu-content="banner-7" data-siyu-props='{"position":1}'>新书上架</p>
  <section data-siyu-ignore><button id="hidden">不要看我</button></section>
  <button id="masked" data-siyu-mask>李雷的账户</button>
  <form id="subscribe"><input id="email" name="email" type="email"><input id="secret" type="password">
    <button id="send" type="submit">订阅</button></form>
</main>
<script>
  document.querySelector('#list').addEventListener('click', (event) => {
    event.preventDefault()
    history.pushState({}, '', '/list')
  })
  document.querySelector('#subscribe').addEventListener('submit', (event) => event.preventDefault())
</script>
<script>${script.replaceAll('</script', String.raw`<\/script`)}</script>
</body></html>`

/**
 * @param code the page's own module; it may import the SDK by its package name
 * @param head what else stands in the head, such as a script to be loaded
 */
export async function shopPage(code: string, head = ''): Promise<ShopPage> {
  const root = join(import.meta.dirname, '../..')
  const folder = mkdtempSync(join(root, 'dist', 'shop-'))
  try {
    const entry = join(folder, 'entry.js')
    writeFileSync(entry, code)
    const script = await bundled(root, entry)
    const server = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html; charset=utf-8')
      answer.end(page(script, head))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bundled(root: string, entry: string): Promise<string> {
  const made = await build({
    ...{ root, configFile: false, logLevel: 'error' },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry, formats: ['iife'], name: 'shop' },
      rollupOptions: { output: { codeSplitting: false } },
    },
  })
  const [first] = Array.isArray(made) ? made : [made]
  if (!first || !('output' in first)) throw new Error('the shop page was not built')
  return first.output.map((it) => ('code' in it ? it.code : '')).join('\n')
}
