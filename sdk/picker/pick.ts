import { maskText, maskUrl } from '../core/mask.ts'
import { describe, wordsOf } from '../browser/describe.ts'
import { IGNORED, isField, meantBy } from '../browser/element.ts'
import { createBar } from './bar.ts'
import type { Bar } from './bar.ts'
import { wordsFor } from './words.ts'

/** What the console is told: as much as the SDK would have captured. */
export interface Picked {
  kind: 'siyu-picked'
  /** stands in the window's name, so that the console knows its own */
  nonce: string
  base: 'element_clicked' | 'element_changed' | 'page_viewed'
  properties: Readonly<Record<string, unknown>>
}

/** The page has our script, and can be pointed at. */
export interface Ready {
  kind: 'siyu-pick-ready'
  nonce: string
}

/**
 * Runs on an operator's own page that the console opened, in a frame or a window named
 * `siyu-pick.<language>.<nonce>`. What is pressed is told to the console and does nothing else on the
 * page. It speaks to the origin that it was loaded from alone, and to whoever opened the page alone.
 */
function run(): void {
  const tag = document.currentScript as HTMLScriptElement | null
  const [, language = '', nonce = ''] = window.name.split('.')
  const board = window.parent === window ? (window.opener as Window | null) : window.parent
  if (!tag || !board) return
  const origin = new URL(tag.src).origin
  const ownMask = window.siyuOptions?.mask ?? ((text: string) => text)
  const words = (text: string) => ownMask(maskText(text))
  const address = (url: string) => ownMask(maskUrl(url))
  const says = wordsFor(language)

  const tell = (base: Picked['base'], properties: Picked['properties']) => {
    const place = {
      url: address(location.href),
      path: words(location.pathname),
      title: words(document.title),
    }
    const picked: Picked = {
      kind: 'siyu-picked',
      nonce,
      base,
      properties: { ...place, ...properties },
    }
    board.postMessage(picked, origin)
    bar.say(says.told)
  }
  const bar: Bar = createBar(says, {
    page: () => tell('page_viewed', {}),
    leave: () => {
      stop.abort()
      bar.remove()
      window.name = ''
    },
  })
  const ready: Ready = { kind: 'siyu-pick-ready', nonce }
  board.postMessage(ready, origin)
  const stop = new AbortController()
  const listening = { capture: true, signal: stop.signal }

  /** What would be captured if this were pressed; undefined: nothing. */
  const meant = (event: Event): Element | undefined => {
    const [target] = event.composedPath()
    if (!(target instanceof Element) || target.closest(IGNORED)) return undefined
    return meantBy(target)
  }
  const isOurs = (event: Event) => event.composedPath().includes(bar.host)

  const point = (event: Event) => {
    if (isOurs(event)) return bar.outline(undefined)
    const element = bar.isBrowsing() ? undefined : meant(event)
    bar.outline(element, element && (wordsOf(element, words) ?? element.tagName.toLowerCase()))
  }
  for (const type of ['mouseover', 'focusin']) addEventListener(type, point, listening)

  const hold = (event: Event) => {
    if (isOurs(event) || bar.isBrowsing()) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.type !== 'click') return
    const element = meant(event)
    if (!element) return bar.say(says.nothing)
    if (isField(element)) return tell('element_changed', describe(element, address))
    tell('element_clicked', { ...describe(element, address), text: wordsOf(element, words) })
  }
  for (const type of [
    'click',
    'mousedown',
    'mouseup',
    'pointerdown',
    'pointerup',
    'submit',
    'auxclick',
  ])
    addEventListener(type, hold, listening)

  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') bar.leave()
    },
    listening,
  )
}

run()
