import type { Properties } from '../core/message.ts'

export interface Views {
  /** A page is looked at from now on. */
  begin(): void
  /** Nothing is looked at any more, and nothing is said of what was. */
  forget(): void
  /** What this page was reached from: another site, or the page before it on this one. */
  referrer(): string
}

interface Hooks {
  isOn(): boolean
  newId(): string
  /** The page as it is now. */
  place(): Properties
  viewed(): void
  left(properties: Properties): void
  /** The page may end at any moment. */
  leaving(): void
}

interface Stretch {
  since: number
  deepest: number
}

/** How far down the page has been on the screen, in per cent of its height. */
function depthNow(): number {
  const { scrollHeight } = document.documentElement
  return Math.min(100, Math.round(((scrollY + innerHeight) / Math.max(scrollHeight, 1)) * 100))
}

/**
 * Page views and the time they got. A page that is hidden is left: many phones never tell of
 * anything after that. When it is shown again another stretch begins, with the same `view_id`.
 */
export function watchViews(hooks: Hooks): Views {
  let view: { id: string; path: string; place: Properties; parts: number } | undefined
  let stretch: Stretch | undefined
  let referrer = document.referrer
  let href = location.href

  const measure = () => {
    if (stretch) stretch.deepest = Math.max(stretch.deepest, depthNow())
  }
  const show = () => {
    stretch = { since: performance.now(), deepest: depthNow() }
  }
  function begin() {
    view = { id: hooks.newId(), path: location.pathname, place: hooks.place(), parts: 0 }
    href = location.href
    hooks.viewed()
    if (document.visibilityState !== 'hidden') show()
  }
  function leave() {
    if (!stretch || !view) return
    measure()
    view.parts += 1
    const duration = Math.round((performance.now() - stretch.since) / 100) / 10
    hooks.left({
      ...view.place,
      duration_s: duration,
      scroll_depth: stretch.deepest,
      view_id: view.id,
      part: view.parts,
    })
    stretch = undefined
  }
  /** Filters and tabs rewrite the address in place; only another path is another page then. */
  function moved(isReplaced: boolean) {
    if (!view || location.href === href) return
    const isSamePage = isReplaced && location.pathname === view.path
    if (isSamePage) {
      href = location.href
      return
    }
    leave()
    referrer = href
    // The page sets its title after it has moved.
    setTimeout(begin)
    href = location.href
  }

  watchHistory(moved)
  addEventListener('scroll', measure, { capture: true, passive: true })
  document.addEventListener('visibilitychange', () => {
    if (!view) return
    if (document.visibilityState === 'hidden') {
      leave()
      hooks.leaving()
    } else show()
  })
  addEventListener('pagehide', () => {
    leave()
    hooks.leaving()
  })
  // Back from the browser's memory: it is looked at once more.
  addEventListener('pageshow', (event) => {
    if (event.persisted && hooks.isOn()) begin()
  })
  return {
    begin: () => hooks.isOn() && begin(),
    forget() {
      view = undefined
      stretch = undefined
    },
    referrer: () => referrer,
  }
}

function watchHistory(moved: (isReplaced: boolean) => void): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = function (this: History, ...args: Parameters<History['pushState']>) {
      original.apply(this, args)
      moved(name === 'replaceState')
    }
  }
  addEventListener('popstate', () => moved(false))
  addEventListener('hashchange', () => moved(false))
}
