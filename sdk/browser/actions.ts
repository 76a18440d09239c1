import type { Properties } from '../core/message.ts'
import { IGNORED, isField, meantBy, textOf } from './element.ts'
import type { Autocapture } from './options.ts'
import { pathOf, selectorOf } from './selector.ts'

interface Capture {
  isOn(kind: keyof Autocapture): boolean
  track(event: string, properties: Properties): void
  maskText(text: string): string
  maskUrl(url: string): string
}

const TEXT_CHARS = 64

/** Listens before the page does, so that a handler which stops the event hides nothing from us. */
export function captureActions({ isOn, track, maskText, maskUrl }: Capture): void {
  const on = (kind: keyof Autocapture, type: string, act: (element: Element) => void) =>
    addEventListener(
      type,
      (event) => {
        const [target] = event.composedPath()
        if (isOn(kind) && target instanceof Element && !target.closest(IGNORED)) act(target)
      },
      true,
    )

  /** Where it is and what it is called; nothing that somebody may have written. */
  function described(element: Element): Properties {
    const attribute = (name: string, of: Element | null = element) =>
      of?.getAttribute(name) || undefined
    const address = attribute('href') ?? attribute('action')
    return {
      element_selector: selectorOf(element),
      element_path: pathOf(element),
      element_tag: element.tagName.toLowerCase(),
      element_id: attribute('data-siyu-id') ?? attribute('id'),
      element_name: attribute('name'),
      element_type: attribute('type'),
      href: address && maskUrl(address),
      content_id: attribute('data-siyu-content', element.closest('[data-siyu-content]')),
    }
  }

  on('clicks', 'click', (target) => {
    const element = meantBy(target)
    if (!element || isField(element)) return
    const text = maskText(textOf(element)).slice(0, TEXT_CHARS) || undefined
    track('element_clicked', { ...described(element), text })
  })
  on('changes', 'change', (element) => {
    if (isField(element)) track('element_changed', described(element))
  })
  on('submits', 'submit', (form) => track('form_submitted', described(form)))
}
