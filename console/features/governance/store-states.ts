export interface StoreState {
  name: string
  isOk: boolean
  detail: string | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isFine = (word: unknown): boolean => word === 'ok' || word === 'up' || word === true

/** A store says `"ok"`, or `{ "status": "ok", "detail": … }`. */
export const storeStates = (stores: Readonly<Record<string, unknown>>): StoreState[] =>
  Object.entries(stores).map(([name, state]) => {
    if (!isRecord(state))
      return { name, isOk: isFine(state), detail: isFine(state) ? undefined : String(state) }
    const detail = state.detail ?? state.error ?? state.version
    return {
      name,
      isOk: isFine(state.status ?? state.ok),
      detail: typeof detail === 'string' ? detail : undefined,
    }
  })
