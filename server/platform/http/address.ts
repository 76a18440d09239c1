import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * Where a request came from. A proxy's word (`X-Forwarded-For`) counts only if the proxy is on this
 * machine, and then only its own entry, the last: the others are whatever the sender wrote.
 */
export function addressOf(c: Context): string {
  const peer = hasSocket(c) ? (getConnInfo(c).remote.address ?? '') : ''
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded && isLoopback(peer) ? forwarded : peer
}

/** Requests of tests come without a socket. */
const hasSocket = (c: Context): boolean =>
  typeof c.env === 'object' && c.env !== null && 'incoming' in c.env

const isLoopback = (address: string): boolean =>
  address === '' || address === '::1' || address.replace('::ffff:', '').startsWith('127.')
