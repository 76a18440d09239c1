/** The names under which a shared address tells which share it was, and how far from the first. */
export const SHARE = 'siyu_sid'
export const DEPTH = 'siyu_sd'

type Query = Readonly<Record<string, string | undefined>>

/** By which share this visit came; `undefined`: by none. */
export function shareIn(query: Query | undefined): { id: string; depth: number } | undefined {
  const id = query?.[SHARE]
  return id ? { id, depth: Number(query[DEPTH]) || 1 } : undefined
}

/** An address that carries this share and no older one. `query`: it is one, without a path before it. */
export function withShare(
  address: string,
  share: { id: string; depth: number },
  kind: 'path' | 'query',
): string {
  const [head = '', tail = ''] = kind === 'path' ? address.split('?') : ['', address]
  const kept = tail.split('&').filter((pair) => pair && !/^siyu_s(id|d)=/.test(pair))
  const query = [...kept, `${SHARE}=${share.id}`, `${DEPTH}=${share.depth}`].join('&')
  return kind === 'path' ? `${head}?${query}` : query
}
