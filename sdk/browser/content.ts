import type { Properties } from '../core/message.ts'
import { IGNORED } from './element.ts'

const CONTENT = '[data-siyu-content]'

interface Hooks {
  isOn(): boolean
  seen(properties: Properties): void
}

/**
 * Marked elements that were half on the screen (or filled half of it) for a second; each once a view.
 * What it answers begins a new view.
 */
export function watchContent({ isOn, seen }: Hooks): () => void {
  const SEEN_MS = 1_000
  const waiting = new Map<Element, ReturnType<typeof setTimeout>>()
  let told = new Set<string>()

  function tell(element: Element) {
    const id = element.getAttribute('data-siyu-content') ?? ''
    if (!isOn() || told.has(id) || document.visibilityState === 'hidden') return
    told.add(id)
    seen({ content_id: id, ...given(element) })
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect } of entries) {
        const isSeen = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2
        clearTimeout(waiting.get(target))
        if (isSeen) waiting.set(target, setTimeout(tell, SEEN_MS, target))
        else waiting.delete(target)
      }
    },
    { threshold: [0, 0.1, 0.25, 0.5] },
  )
  function look(root: ParentNode) {
    for (const element of root.querySelectorAll(CONTENT)) {
      if (!element.closest(IGNORED)) observer.observe(element)
    }
  }
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof Element && node.parentElement) look(node.parentElement)
      }
    }
  }).observe(document, { childList: true, subtree: true })
  look(document)

  return () => {
    told = new Set()
    observer.disconnect()
    look(document)
  }
}

/** `data-siyu-props='{"position":3}'`: what the page knows of it. */
function given(element: Element): Properties | undefined {
  try {
    const value: unknown = JSON.parse(element.getAttribute('data-siyu-props') ?? '{}')
    return typeof value === 'object' ? (value as Properties) : undefined
  } catch {
    // Swallowed because what a page wrote wrongly must not break it.
    return undefined
  }
}
