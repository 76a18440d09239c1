import type { Definition, Globals } from './wx.ts'

/** Something that a page's code was just called for. */
export type Hear = (
  this: unknown,
  name: string,
  args: readonly unknown[],
  answer: unknown,
) => unknown

/** Called by the platform, not by a finger; what a page does in them is its own business. */
const LIFE = [
  ...['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onPullDownRefresh', 'onReachBottom'],
  ...['onPageScroll', 'onResize', 'onTabItemTap', 'onSaveExitState', 'onRouteDone'],
]
const SHARES = ['onShareAppMessage', 'onShareTimeline', 'onAddToFavorites']
/** Needed to know how long a page was looked at; to define them changes nothing for the reader. */
const ADDED = ['onShow', 'onHide', 'onUnload']

export interface Hooks {
  life: Hear
  /** A handler that the page's template names. */
  handled: Hear
  /** What it answers takes the place of the page's own answer. */
  shared: Hear
}

/**
 * Wraps what pages define from now on; `this`, arguments and answers stay the page's own, and what
 * goes wrong in a hook is never the page's trouble. Pages made by `Component` keep their handlers in
 * `methods`. Nothing is defined that would change a page, as `onPageScroll` or a share would.
 */
export function hookPages(globals: Globals, hooks: Hooks): void {
  const { Page: page, Component: component } = globals
  globals.Page = (definition) => page(wrapped(definition, hooks, true))
  globals.Component = (definition) => {
    const { methods } = definition as { methods?: Definition }
    if (!methods) return component(definition)
    const isPage = 'onLoad' in methods || 'onShow' in methods
    return component({ ...definition, methods: wrapped(methods, hooks, isPage) })
  }
}

function wrapped(definition: Definition, hooks: Hooks, isPage: boolean): Definition {
  const copy: Definition = { ...definition }
  const names = isPage ? [...Object.keys(definition), ...ADDED] : Object.keys(definition)
  for (const name of names) {
    const own = definition[name]
    if (own !== undefined && typeof own !== 'function') continue
    if (!isPage && (LIFE.includes(name) || SHARES.includes(name))) continue
    copy[name] = listened(name, own as ((...args: unknown[]) => unknown) | undefined, hooks)
  }
  return copy
}

function listened(name: string, own: ((...args: unknown[]) => unknown) | undefined, hooks: Hooks) {
  const isShare = SHARES.includes(name)
  const hear = isShare ? hooks.shared : LIFE.includes(name) ? hooks.life : hooks.handled
  return function (this: unknown, ...args: unknown[]): unknown {
    const tell = (answer: unknown): unknown => {
      try {
        return hear.call(this, name, args, answer)
      } catch {
        // Swallowed because a page must not break over what is noted about it.
        return answer
      }
    }
    if (!isShare) tell(undefined)
    const answer = own?.apply(this, args)
    return isShare ? tell(answer) : answer
  }
}
