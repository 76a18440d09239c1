import type { Properties } from '../core/message.ts'
import { describe, wordsOf } from './describe.ts'
import { IGNORED, isField, meantBy } from './element.ts'
import type { Autocapture } from './options.ts'

interface Capture {
  isOn(kind: keyof Autocapture): boolean
  track(event: string, properties: Properties): void
  maskText(text: string): string
  maskUrl(url: string): string
}

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

  const described = (element: Element) => describe(element, maskUrl)

  on('clicks', 'click', (target) => {
    const element = meantBy(target)
    if (!element || isField(element)) return
    track('element_clicked', { ...described(element), text: wordsOf(element, maskText) })
  })
  on('changes', 'change', (element) => {
    if (isField(element)) track('element_changed', described(element))
  })
  on('submits', 'submit', (form) => track('form_submitted', described(form)))
}
