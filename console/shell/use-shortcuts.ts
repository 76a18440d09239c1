import { useEffect, useEffectEvent } from 'react'

interface Shortcuts {
  onPalette: () => void
  onHelp: () => void
  onNav: () => void
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** ⌘K or Ctrl K anywhere; single keys only while nobody is typing. */
export function useShortcuts({ onPalette, onHelp, onNav }: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      return onPalette()
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    if (event.key === '?') onHelp()
    if (event.key === '[') onNav()
    const search = document.querySelector('[data-list-search] input, input[data-list-search]')
    if (event.key === '/' && search instanceof HTMLInputElement) {
      event.preventDefault()
      search.focus()
    }
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
