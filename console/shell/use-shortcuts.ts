import { useEffect, useRef } from 'react'

interface Shortcuts {
  onPalette: () => void
  onHelp: () => void
  onNav: () => void
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** ⌘K or Ctrl K anywhere; single keys only while nobody is typing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts)
  current.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return current.current.onPalette()
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') current.current.onHelp()
      if (event.key === '[') current.current.onNav()
      const search = document.querySelector('[data-list-search] input, input[data-list-search]')
      if (event.key === '/' && search instanceof HTMLInputElement) {
        event.preventDefault()
        search.focus()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
