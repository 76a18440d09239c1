import { createCore } from '../core/client.ts'
import type { Client } from '../core/client.ts'
import { maskText, maskUrl } from '../core/mask.ts'
import type { Properties } from '../core/message.ts'
import { captureActions } from './actions.ts'
import { watchContent } from './content.ts'
import { pageHost } from './host.ts'
import type { Autocapture, BrowserOptions } from './options.ts'
import { watchViews } from './views.ts'

export type { BrowserOptions }
export type Siyu = Client

export const LIBRARY = { name: 'siyu-browser', version: '1' }

/** Starts recording on this page. Once a page and write key. */
export function createSiyu(options: BrowserOptions): Siyu {
  const host = pageHost(`siyu.${options.writeKey.slice(-8)}`, options.cookie !== false)
  const ownMask = options.mask ?? ((text: string) => text)
  const words = (text: string) => ownMask(maskText(text))
  const address = (url: string) => ownMask(maskUrl(url))

  const isOn = (kind: keyof Autocapture) => {
    const { autocapture = true } = options
    const wanted = typeof autocapture === 'object' ? autocapture[kind] !== false : autocapture
    return wanted && core.isOpen()
  }
  const place = () => ({
    url: address(location.href),
    path: words(location.pathname),
    title: words(document.title),
  })

  const core = createCore(
    host,
    options,
    () => ({
      library: LIBRARY,
      page: { ...place(), referrer: address(views.referrer()), search: address(location.search) },
      userAgent: navigator.userAgent,
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      screen: { width: screen.width, height: screen.height },
    }),
    (isGiven) => {
      if (isGiven) start()
      else views.forget()
    },
  )

  const track = (event: string, properties: Properties) =>
    core.track(event, { ...place(), ...properties })
  const views = watchViews({
    isOn: () => isOn('views'),
    newId: host.id,
    viewed() {
      newContent()
      core.page()
    },
    place,
    left: (properties) => core.track('page_left', properties),
    leaving: core.leave,
  })
  const newContent = watchContent({
    isOn: () => isOn('content'),
    seen: (properties) => track('content_seen', properties),
  })
  captureActions({ isOn, track, maskText: words, maskUrl: address })
  addEventListener('online', core.online)

  function start() {
    // A page that is prepared behind the one that is read has not been seen yet.
    if (!('prerendering' in document && document.prerendering)) return views.begin()
    document.addEventListener('prerenderingchange', views.begin, { once: true })
  }
  if (core.isOpen()) start()

  return core
}
