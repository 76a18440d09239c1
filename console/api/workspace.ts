import { recall, remember } from '../ui/remember.ts'

const KEY = 'siyu.workspace'

/** Each tab keeps its own choice; a new tab begins with the last one made anywhere. */
function fromTab(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? recall(KEY)
  } catch {
    // Swallowed because storage may be forbidden; the first workspace then serves.
    return undefined
  }
}

let chosen: string | undefined

/** The workspace that requests are made in; `undefined` before the first answer. */
export function currentWorkspace(): string | undefined {
  chosen ??= fromTab()
  return chosen
}

export function chooseWorkspace(id: string): void {
  chosen = id
  remember(KEY, id)
  try {
    sessionStorage.setItem(KEY, id)
  } catch {
    // Swallowed because storage may be forbidden; the choice then lasts for this visit.
  }
}
