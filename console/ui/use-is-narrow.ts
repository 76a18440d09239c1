import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 767px)')

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** A phone held upright: one column, navigation in a drawer. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)
