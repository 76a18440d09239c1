import { makeKey, makeWorkspace, withKey } from '#modules/governance/testing.ts'
import type { Answer, Caller } from '#modules/governance/testing.ts'
import type { TestServer } from '#platform/testing/server.ts'

/** Somebody else's program: a key, a write key and the public API, nothing else. */
export interface Outsider extends Caller {
  readonly workspaceId: string
  readonly apiKey: string
  /** Sends events with the write key; answers once they are visible everywhere. */
  collect(events: readonly object[], path?: string): Promise<Collected>
  /** Waits for a position by `GET /api/settled`. */
  settled(position: unknown): Promise<void>
  /** `PUT /api/clock`. */
  moveTo(to: Date): Promise<void>
  personOf(kind: string, value: string, scope?: string): Promise<string | undefined>
}

export interface Collected {
  accepted: number
  refused: { index: number; field: string; reason: string }[]
  position: string
}

/** The answer's body, or a fault that says what was answered instead. */
export function ok<T = Record<string, unknown>>({ status, body }: Answer): T {
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body).slice(0, 600)}`)
  return body as T
}

/** The installation's own key, of scope `*`, as `siyu keys create` prints it. */
export async function installationKey(server: TestServer): Promise<Caller> {
  const home = await makeWorkspace(server, 'home')
  return withKey(server, await makeKey(server, home.id, ['*']))
}

/** Makes a workspace by the API, as its first user would. */
export async function outsider(server: TestServer, name: string): Promise<Outsider> {
  const owner = await installationKey(server)
  const made = ok<{ workspace: { id: string }; keys: { api: string; write: string } }>(
    await owner.send('POST', '/api/workspaces', { name }),
  )
  const caller = withKey(server, made.keys.api)
  const settled = async (position: unknown) => {
    const { settled: done } = ok(
      await caller.get(`/api/settled?position=${position}&timeoutMs=60000`),
    )
    if (done !== true) throw new Error(`position ${position} did not settle`)
  }
  const writer = withKey(server, made.keys.write)
  return {
    ...caller,
    workspaceId: made.workspace.id,
    apiKey: made.keys.api,
    settled,
    async collect(events, path = '/v1/batch') {
      const answer = ok<Collected & { position: string }>(
        await writer.send('POST', path, { batch: events }),
      )
      await settled(answer.position)
      return answer
    },
    async moveTo(to) {
      ok(await owner.send('PUT', '/api/clock', { now: to.toISOString() }))
    },
    async personOf(kind, value, scope = '') {
      const query = new URLSearchParams({ kind, value, scope })
      const { status, body } = await caller.get(`/api/identity/lookup?${query}`)
      return status === 404
        ? undefined
        : String(ok({ status, body, headers: new Headers() }).personId)
    },
  }
}
