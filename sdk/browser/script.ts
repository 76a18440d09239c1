import type { Client } from '../core/client.ts'
import type { BrowserOptions } from './options.ts'
import { createSiyu } from './siyu.ts'

type Call = [name: keyof Client, ...args: unknown[]]

declare global {
  interface Window {
    siyu?: Call[] | (Client & { push(...calls: Call[]): void })
    /** What attributes of the script cannot say: a mask, limits, which captures are off. */
    siyuOptions?: Partial<BrowserOptions>
  }
}

/**
 * The script of a page: `<script async src="…/sdk/v1/siyu.js" data-key="…">`. Calls are pushed into
 * `window.siyu`, a plain list until this has loaded; afterwards they are there by their names too.
 */
function run(): void {
  const waiting = window.siyu ?? []
  const tag = document.currentScript as HTMLScriptElement
  const said = tag?.dataset
  // The console opened this page to have something on it pointed at (`picker/`): nobody's visit.
  if (tag && window.name.startsWith('siyu-pick')) {
    const picker = document.createElement('script')
    picker.src = tag.src.replace('siyu.js', 'siyu-pick.js')
    return document.head.append(picker)
  }
  // Loaded twice: the first goes on.
  if (!said?.key || !Array.isArray(waiting)) return
  const client = createSiyu({
    endpoint: new URL(tag.src).origin,
    writeKey: said.key,
    debug: 'debug' in said,
    consent: said.consent as BrowserOptions['consent'],
    autocapture: said.autocapture !== 'false',
    ...window.siyuOptions,
  })
  const play = ([name, ...args]: Call) => (client[name] as (...given: unknown[]) => void)?.(...args)
  window.siyu = Object.assign(client, { push: (...calls: Call[]) => calls.forEach(play) })
  waiting.forEach(play)
}

run()
