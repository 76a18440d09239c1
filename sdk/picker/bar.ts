import type { Words } from './words.ts'

export interface Bar {
  readonly host: Element
  /** Draws around an element what would be captured of it. */
  outline(element: Element | undefined, label?: string): void
  say(text: string): void
  /** The page works as ever, so that one can get to where something is to be named. */
  isBrowsing(): boolean
  leave(): void
  remove(): void
}

const STYLE = `
  :host{all:initial}
  *{box-sizing:border-box;font:14px/1.4 system-ui,sans-serif}
  nav{position:fixed;z-index:2147483647;left:50%;bottom:16px;transform:translateX(-50%);display:flex;
    flex-wrap:wrap;gap:6px;align-items:center;width:max-content;max-width:calc(100vw - 16px);padding:8px 10px;
    border-radius:8px;background:#10242b;color:#fff;box-shadow:0 4px 16px #0006}
  button{padding:4px 10px;border:1px solid #5b7780;border-radius:6px;background:none;color:#fff;cursor:pointer}
  button[aria-pressed=true]{border-color:#fff;background:#0b6e7c}
  button:focus-visible{outline:2px solid #fff}
  i{position:fixed;z-index:2147483646;pointer-events:none;border:2px solid #0b6e7c;border-radius:3px;
    background:#0b6e7c22}
  b{position:absolute;left:-2px;bottom:100%;max-width:260px;overflow:hidden;padding:1px 6px;background:#0b6e7c;
    color:#fff;font-size:12px;text-overflow:ellipsis;white-space:nowrap}`

/** In a shadow of its own: the page's style changes nothing here, and this nothing on the page. */
export function createBar(words: Words, on: { page: () => void; leave: () => void }): Bar {
  const host = document.createElement('div')
  host.setAttribute('data-siyu-ignore', '')
  const root = host.attachShadow({ mode: 'open' })
  const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, text = '') => {
    const element = document.createElement(name)
    element.textContent = text
    return element
  }
  let isBrowsing = false

  const frame = make('i')
  const label = make('b')
  frame.append(label)
  frame.hidden = true

  const bar = make('nav')
  const said = make('span', words.hint)
  said.setAttribute('role', 'status')
  const button = (text: string, act: () => void) => {
    const made = make('button', text)
    made.type = 'button'
    made.addEventListener('click', act)
    return made
  }
  const turn = (browsing: boolean) => () => {
    isBrowsing = browsing
    pick.setAttribute('aria-pressed', String(!browsing))
    browse.setAttribute('aria-pressed', String(browsing))
    said.textContent = browsing ? words.browsing : words.hint
    frame.hidden = true
  }
  const pick = button(words.pick, turn(false))
  const browse = button(words.browse, turn(true))
  turn(false)()
  bar.append(pick, browse, button(words.page, on.page), button(words.leave, on.leave), said)
  root.append(Object.assign(make('style'), { textContent: STYLE }), frame, bar)
  document.documentElement.append(host)

  return {
    host,
    outline(element, text = '') {
      frame.hidden = !element
      if (!element) return
      const { left, top, width, height } = element.getBoundingClientRect()
      Object.assign(frame.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${width}px`,
        height: `${height}px`,
      })
      label.textContent = text
    },
    say: (text) => (said.textContent = text),
    isBrowsing: () => isBrowsing,
    leave: on.leave,
    remove: () => host.remove(),
  }
}
