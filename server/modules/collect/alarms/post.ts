import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from '../model/alarm/public-address.ts'

/** It did not arrive; the message is for whoever set the webhook up. */
export class NotTaken extends Error {
  override name = 'NotTaken'
}

const PATIENCE_MS = 10_000

interface Post {
  url: string
  body: string
  headers: Readonly<Record<string, string>>
  /** hosts that may be reached although their address is private, and without TLS */
  allowed: readonly string[]
}

/** `v1=` and the HMAC-SHA-256, in hex, of `<timestamp>.<body>` under the webhook's secret. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`

/**
 * Posts to the very address that was checked: a name that answers another address a moment later leads
 * nowhere else. No redirect is followed.
 */
export async function post({ url, body, headers, allowed }: Post): Promise<void> {
  const target = new URL(url)
  const host = target.hostname.replaceAll(/^\[|\]$/g, '')
  const isAllowed = allowed.includes(host)
  if (target.protocol !== 'https:' && !isAllowed) throw new NotTaken('must be an https:// address')
  const { address, family } = await addressOf(host)
  if (!isAllowed && !isPublicAddress(address))
    throw new NotTaken(`${host} has the private address ${address} (see SIYU_WEBHOOK_HOSTS)`)
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  await new Promise<void>((done, fail) => {
    const request = send(target, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
      agent: false,
      lookup: (_name, options, answer) =>
        options.all ? answer(null, [{ address, family }]) : answer(null, address, family),
    })
    request.on('error', (error) => fail(new NotTaken(error.message, { cause: error })))
    request.on('response', (response) => {
      response.resume()
      const { statusCode = 0 } = response
      if (statusCode >= 200 && statusCode < 300) done()
      else fail(new NotTaken(`HTTP ${statusCode}`))
    })
    request.end(body)
  })
}

async function addressOf(host: string): Promise<{ address: string; family: number }> {
  const family = isIP(host)
  if (family !== 0) return { address: host, family }
  try {
    return await lookup(host)
  } catch (error) {
    throw new NotTaken(`${host} is not known`, { cause: error })
  }
}
