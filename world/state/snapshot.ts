import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { State } from './state.ts'

/** Written beside the file and renamed over it: a crash leaves the old world or the new, never half. */
export async function saveState(path: string, state: State): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.next`
  const file = await open(beside, 'w')
  try {
    await file.writeFile(JSON.stringify(state))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}

/** The world as it was left, or `undefined` when there is none. A file of another version is refused. */
export async function loadState(path: string): Promise<State | undefined> {
  if (!existsSync(path)) return undefined
  const state = JSON.parse(await readFile(path, 'utf8')) as State | Older
  if (state.version === 1) return upgraded(state)
  if (state.version !== 2)
    throw new Error(
      `${path} holds a world of version ${String((state as State).version)}; remove it to begin anew`,
    )
  return state
}

/** A world from before there were group codes. */
type Older = Omit<State, 'version'> & { version: 1 }

function upgraded(older: Older): State {
  const { wecom } = older
  for (const group of Object.values(wecom.groups)) group.isDismissed = false
  return { ...older, version: 2, wecom: { ...wecom, joinWays: {}, groupCodes: {} } }
}
