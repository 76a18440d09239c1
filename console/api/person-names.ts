import { api } from './client.ts'

/** Lists draw their rows together: names asked for in one moment are asked for in one call. */
const GATHER_MS = 10
const MOST = 200

type Hear = (name: string | null) => void
let waiting = new Map<string, { hear: Hear; fail: (error: unknown) => void }[]>()

/** How a person is called; null for whoever has no name. */
export function personName(id: string): Promise<string | null> {
  return new Promise((hear, fail) => {
    if (waiting.size === 0) setTimeout(ask, GATHER_MS)
    waiting.set(id, [...(waiting.get(id) ?? []), { hear, fail }])
    if (waiting.size >= MOST) ask()
  })
}

function ask(): void {
  const asked = waiting
  waiting = new Map()
  if (asked.size === 0) return
  api.profile.names({ personIds: [...asked.keys()] }).then(
    ({ names }) => {
      for (const [id, askers] of asked) for (const { hear } of askers) hear(names[id] ?? null)
    },
    (error: unknown) => {
      for (const { fail } of [...asked.values()].flat()) fail(error)
    },
  )
}
