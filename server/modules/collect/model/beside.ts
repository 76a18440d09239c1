import { KEY_NAMES } from '../wire/write-key.ts'

/** What a request said beside its events, as JSON: when it was sent, by what SDK. Never a key. */
export function besideOf({ batch: _batch, ...rest }: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(rest).filter(
    ([name, value]) => !KEY_NAMES.includes(name) && isShort(value),
  )
  return JSON.stringify(Object.fromEntries(said))
}

const MAX_CHARS = 200
const isShort = (value: unknown): boolean =>
  ['number', 'boolean'].includes(typeof value) ||
  (typeof value === 'string' && value.length < MAX_CHARS)
