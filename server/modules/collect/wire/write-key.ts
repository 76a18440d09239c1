import { createHash } from 'node:crypto'
import type { RandomBytes } from '#kernel/ids.ts'
import type { Asked } from '../dialects/dialect.ts'
import { isObject } from '../dialects/wrap.ts'

const PREFIX = 'siyu_wk_'
const SHOWN = PREFIX.length + 4

/** 32 random bytes after a prefix by which people and scanners know what they look at. */
export const newWriteKey = (randomBytes: RandomBytes): string =>
  PREFIX + Buffer.from(randomBytes(24)).toString('base64url')

export const shownPart = (key: string): string => key.slice(0, SHOWN)

/** Keys are long and random, so a plain hash is as good as a slow one. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** Names under which SDKs send the key, in queries and bodies. */
export const KEY_NAMES: readonly string[] = ['writeKey', 'project', 'token', 'api_key']

/**
 * The key, wherever an SDK puts it: Basic user name, Bearer, the query, the body, the first event.
 * Some of these may be something else (a 神策 project is called `default`), so what looks like one of
 * our keys comes first; else the first that is there.
 */
export function givenKey(
  asked: Pick<Asked, 'header' | 'query'>,
  body: Readonly<Record<string, unknown>>,
): string | undefined {
  const said = authorized(asked.header('authorization'))
  if (said) return said
  let other: string | undefined
  for (const key of elsewhere(asked, body)) {
    if (key.startsWith(PREFIX)) return key
    other ??= key
  }
  return other
}

function authorized(header: string | undefined): string | undefined {
  const [scheme = '', rest = ''] = (header ?? '').trim().split(/\s+/, 2)
  if (/^basic$/i.test(scheme))
    return Buffer.from(rest, 'base64').toString('utf8').split(':')[0] || undefined
  return /^bearer$/i.test(scheme) ? rest || undefined : undefined
}

function* elsewhere(
  { query }: Pick<Asked, 'query'>,
  body: Readonly<Record<string, unknown>>,
): Generator<string> {
  for (const name of KEY_NAMES) {
    const given = query(name)
    if (given) yield given
  }
  const [first] = Array.isArray(body.batch) ? body.batch : []
  for (const place of [body, first, isObject(first) ? first.properties : undefined])
    if (isObject(place))
      for (const name of KEY_NAMES) {
        const given = place[name]
        if (typeof given === 'string' && given) yield given
      }
}
