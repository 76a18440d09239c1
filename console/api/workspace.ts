import { useSyncExternalStore } from 'react'
import { recall, remember } from '../ui/remember.ts'

const KEY = 'siyu.workspace'
const listeners = new Set<() => void>()

/** Each tab keeps its own choice; a new tab begins with the last one made anywhere. */
function fromTab(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? recall(KEY)
  } catch {
    // Swallowed because storage may be forbidden; the first workspace then serves.
    return undefined
  }
}

let chosen: string | undefined = fromTab()

export const currentWorkspace = (): string | undefined => chosen

export function chooseWorkspace(id: string): void {
  if (id === chosen) return
  chosen = id
  remember(KEY, id)
  try {
    sessionStorage.setItem(KEY, id)
  } catch {
    // Swallowed because storage may be forbidden; the choice then lasts for this visit.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useWorkspaceId = (): string | undefined =>
  useSyncExternalStore(subscribe, currentWorkspace)
