import type { Outcome } from './outcome.ts'

export interface Token {
  value: string
  until: Date
}

/**
 * Where access tokens live. Several processes share one store, so that they do not kill each other's
 * tokens; `alone` runs the work while no other process obtains a token under the same key.
 */
export interface TokenStore {
  read(key: string): Promise<Token | undefined>
  write(key: string, token: Token): Promise<void>
  /** Forgets the token only if it is still this one: a late loser must not drop the winner's. */
  drop(key: string, value: string): Promise<void>
  alone?<T>(key: string, work: () => Promise<T>): Promise<T>
}

export interface TokenKeeper {
  /** A token with life left, obtaining one at most once at a time per key. */
  token(key: string, now: Date, obtain: () => Promise<Outcome<Token>>): Promise<Outcome<string>>
  drop(key: string, value: string): Promise<void>
}

export function memoryTokens(): TokenStore {
  const tokens = new Map<string, Token>()
  return {
    read: async (key) => tokens.get(key),
    write: async (key, token) => void tokens.set(key, token),
    drop: async (key, value) => {
      if (tokens.get(key)?.value === value) tokens.delete(key)
    },
  }
}

export function tokenKeeper(store: TokenStore): TokenKeeper {
  const flights = new Map<string, Promise<Outcome<string>>>()

  async function alive(key: string, now: Date): Promise<string | undefined> {
    const token = await store.read(key)
    return token && token.until > now ? token.value : undefined
  }

  async function renew(key: string, now: Date, obtain: () => Promise<Outcome<Token>>) {
    const work = async (): Promise<Outcome<string>> => {
      // Another process may have renewed it while this one waited for its turn.
      const value = await alive(key, now)
      if (value !== undefined) return { kind: 'ok', value }
      const got = await obtain()
      if (got.kind === 'refused') return got
      await store.write(key, got.value)
      return { kind: 'ok', value: got.value.value }
    }
    return store.alone ? store.alone(key, work) : work()
  }

  return {
    async token(key, now, obtain) {
      const value = await alive(key, now)
      if (value !== undefined) return { kind: 'ok', value }
      const flying = flights.get(key)
      if (flying) return flying
      const flight = renew(key, now, obtain).finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    },
    drop: (key, value) => store.drop(key, value),
  }
}
