import { createCore } from '../core/client.ts'
import type { Client } from '../core/client.ts'
import { maskUrl } from '../core/mask.ts'
import type { Properties } from '../core/message.ts'
import { miniHost } from './host.ts'
import { hookPages } from './hooks.ts'
import type { MiniOptions } from './options.ts'
import { shareIn, withShare } from './share.ts'
import { deviceOf } from './system.ts'
import { tapReader } from './taps.ts'
import type { Define, Globals, Shown } from './wx.ts'

export type { MiniOptions }
export type Siyu = Client

declare const wx: Globals['wx']
declare let Page: Define
declare let Component: Define
declare const getCurrentPages: NonNullable<Globals['getCurrentPages']>

/** The platform's names are variables, not properties of anything: they are read and set by name. */
const own = (): Globals => ({
  wx,
  get Page() {
    return Page
  },
  set Page(define) {
    Page = define
  },
  get Component() {
    return Component
  },
  set Component(define) {
    Component = define
  },
  getCurrentPages: () => getCurrentPages(),
})

export const LIBRARY = { name: 'siyu-miniprogram', version: '1' }

/** Crawlers and tests of the platform, and the preview that Moments shows: nobody's visit. */
const NO_VISIT = [1129, 1030, 1101, 1203, 1154]

/**
 * Starts recording; before `App()` and before any page is defined, so in the first line of `app.js`.
 * @param globals for tests; the mini program's own unless given
 */
export function createSiyu(options: MiniOptions, globals: Globals = own()): Siyu {
  const { wx: platform } = globals
  const host = miniHost(platform, `siyu.${options.writeKey.slice(-8)}`)
  const device = deviceOf(platform)
  const tapOf = tapReader()
  let shown: Shown = platform.getLaunchOptionsSync()
  let came = shareIn(shown.query)
  let shownAt = host.now()
  let page: { path: string; since: number } | undefined

  const core = createCore(host, options, () => ({
    library: LIBRARY,
    channel: 'mini_program',
    page: place(),
    scene: shown.scene,
    ...device,
  }))
  const isOn = (kind: 'app' | 'pages' | 'taps' | 'shares') => {
    const { autocapture = true } = options
    const wanted = typeof autocapture === 'object' ? autocapture[kind] !== false : autocapture
    return wanted && core.isOpen() && !NO_VISIT.includes(shown.scene ?? 0)
  }

  function place(): Properties {
    const current = globals.getCurrentPages?.().slice(-1)[0]
    const query = Object.entries(current?.options ?? {}).map(([key, value]) => `${key}=${value}`)
    return {
      path: current?.route ?? shown.path,
      search: query.length > 0 ? maskUrl(`?${query.join('&')}`) : undefined,
    }
  }
  const seconds = (since: number) => Math.max(0, Math.round((host.now() - since) / 100) / 10)

  function visit(event: 'app_launched' | 'app_shown') {
    shownAt = host.now()
    came = shareIn(shown.query) ?? came
    if (!isOn('app')) return
    const { path, scene, referrerInfo } = shown
    const search = Object.entries(shown.query ?? {}).map(([key, value]) => `${key}=${value}`)
    core.track(event, {
      ...{ path, scene, from_app_id: referrerInfo?.appId },
      search: search.length > 0 ? maskUrl(`?${search.join('&')}`) : undefined,
    })
    const share = shareIn(shown.query)
    if (share && event === 'app_shown')
      core.track('share_opened', { share_id: share.id, depth: share.depth, path, scene })
  }

  function leavePage() {
    if (!page) return
    if (isOn('pages')) core.track('page_left', { path: page.path, duration_s: seconds(page.since) })
    page = undefined
  }

  visit('app_launched')
  platform.onAppShow((now) => {
    shown = now
    visit('app_shown')
    core.online()
  })
  platform.onAppHide(() => {
    leavePage()
    if (isOn('app')) core.track('app_hidden', { duration_s: seconds(shownAt) })
    core.leave()
  })
  platform.onNetworkStatusChange?.(({ isConnected }) => isConnected && core.online())

  hookPages(globals, {
    life(name) {
      const { route } = this as { route?: string }
      if (name === 'onShow') {
        leavePage()
        page = { path: route ?? '', since: host.now() }
        if (isOn('pages')) core.page(route, { path: route })
      } else if (name === 'onHide' || name === 'onUnload') {
        if (page?.path === (route ?? '')) leavePage()
      }
      return undefined
    },
    handled(name, [event]) {
      const tap = isOn('taps') ? tapOf(event, name) : undefined
      if (tap) core.track(tap.event, { ...place(), ...tap.properties })
      return undefined
    },
    shared(name, [how], answer) {
      return share(name, how as { from?: string } | undefined, answer)
    },
  })

  /** Whoever opens it is known to have come by this share: there is no other word of it. */
  function share(name: string, how: { from?: string } | undefined, answer: unknown): unknown {
    if (!isOn('shares')) return answer
    if (name === 'onAddToFavorites') {
      core.track('favorite_added', { object_type: 'page', ...place() })
      return answer
    }
    const isMoment = name === 'onShareTimeline'
    const made = { id: host.id(), depth: (came?.depth ?? 0) + 1 }
    core.track('content_shared', {
      ...{ share_id: made.id, depth: made.depth, parent_share_id: came?.id, ...place() },
      method: isMoment ? 'moments' : 'chat',
      from: how?.from,
    })
    const given = (typeof answer === 'object' && answer ? answer : {}) as ShareAnswer
    if (isMoment) return { ...given, query: withShare(given.query ?? '', made, 'query') }
    const { path: here, search = '' } = place() as { path?: string; search?: string }
    const own = given.path ?? `${here ? `/${here}` : ''}${search}`
    const later = given.promise?.then((it) => ({
      ...it,
      path: withShare(it.path ?? own, made, 'path'),
    }))
    return { ...given, path: withShare(own, made, 'path'), ...(later && { promise: later }) }
  }
  return core
}

interface ShareAnswer {
  path?: string
  query?: string
  promise?: Promise<{ path?: string }>
}
