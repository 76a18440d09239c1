import type { Properties } from '../core/message.ts'
import { textOf } from './element.ts'
import { pathOf, selectorOf } from './selector.ts'

/** Where an element is and what it is called; nothing that somebody may have written. */
export function describe(element: Element, maskUrl: (url: string) => string): Properties {
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

/** The first of its words, masked. */
export const wordsOf = (element: Element, maskText: (text: string) => string): string | undefined =>
  maskText(textOf(element)).slice(0, 64) || undefined
