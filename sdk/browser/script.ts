import type { Client } from '../core/client.ts'
import type { BrowserOptions } from './options.ts'
import { createSiyu } from './siyu.ts'

type Call = [name: 'init' | keyof Client, ...args: unknown[]]

interface Pushed extends Partial<Client> {
  push(...calls: Call[]): void
}

declare global {
  interface Window {
    siyu?: Call[] | Pushed
  }
}

/**
 * The script of a page: `<script async src="…/sdk/v1/siyu.js" data-key="…">`. Calls are pushed into
 * `window.siyu`, a plain list until this has loaded; afterwards they are there by their names too.
 */
function run(): void {
  const waiting = window.siyu ?? []
  // Loaded twice: the first goes on.
  if (!Array.isArray(waiting)) return
  const tag = document.currentScript as HTMLScriptElement | null
  const { key, consent, debug, autocapture } = tag?.dataset ?? {}
  const early: Call[] = []
  const siyu: Pushed = { push: (...calls) => calls.forEach(play) }
  window.siyu = siyu

  function init(options: Partial<BrowserOptions> & { writeKey: string }) {
    if (siyu.track) return
    const endpoint = new URL(tag?.src ?? location.href).origin
    Object.assign(siyu, createSiyu({ endpoint, ...options }))
    early.forEach(play)
  }
  function play(call: Call) {
    const [name, ...args] = call
    if (name === 'init') return init(args[0] as Parameters<typeof init>[0])
    const told = siyu[name] as ((...given: unknown[]) => void) | undefined
    if (told) told(...args)
    else early.push(call)
  }

  if (key)
    init({
      writeKey: key,
      debug: debug !== undefined,
      consent: consent === 'required' ? consent : 'assumed',
      autocapture: autocapture !== 'false',
    })
  siyu.push(...waiting)
}

run()
