import { pack } from '#wechat/crypto/aes.ts'
import { callbackSignature } from '#wechat/crypto/signature.ts'
import { hexId } from './random.ts'
import { unixSeconds } from './clock.ts'
import type { World } from './world.ts'

export interface Console {
  url: string | undefined
  token: string
  encodingAesKey: string
  receiveId: string
  /** What `ToUserName` of the envelope says. */
  to: string
  /** 公众号 signs twice and names its encryption; WeCom does not. */
  plainSignatureToo: boolean
}

/**
 * Sends one sealed event the way the platforms do: 5 s for an answer, tried three times, and only
 * connect failures and timeouts count as failures; whatever status comes back is an answer.
 */
export async function callBack(
  world: World,
  console: Console,
  xml: string,
): Promise<'answered' | 'given_up' | 'nowhere'> {
  if (!console.url) return 'nowhere'
  if (world.faults.callbacks('drop_callbacks')) return 'given_up'
  const { url, body } = sealed(world, console, xml)
  const times = world.faults.callbacks('repeat_callbacks') ? 2 : 1
  let outcome: 'answered' | 'given_up' = 'given_up'
  for (let i = 0; i < times; i++) outcome = await deliver(world, url, body)
  return outcome
}

/** The console's check when an engineer saves a URL: the echo must come back unsealed within a second. */
export async function verifyUrl(world: World, console: Console): Promise<boolean> {
  if (!console.url) return false
  const stamp = stampOf(world)
  const echo = String(1_000_000_000 + (world.state.made++ % 1_000_000_000))
  const url = new URL(console.url)
  url.searchParams.set('timestamp', stamp.timestamp)
  url.searchParams.set('nonce', stamp.nonce)
  if (console.plainSignatureToo) {
    url.searchParams.set(
      'signature',
      callbackSignature(console.token, stamp.timestamp, stamp.nonce),
    )
    url.searchParams.set('echostr', echo)
  } else {
    const seal = pack(console.encodingAesKey, echo, console.receiveId, stamp.random)
    url.searchParams.set(
      'msg_signature',
      callbackSignature(console.token, stamp.timestamp, stamp.nonce, seal),
    )
    url.searchParams.set('echostr', seal)
  }
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(world.settings.callbackTimeoutMs),
    })
    return (await answer.text()) === echo
  } catch {
    // Swallowed because an unreachable URL is one that the console does not save.
    return false
  }
}

function sealed(world: World, console: Console, xml: string): { url: string; body: string } {
  const stamp = stampOf(world)
  const receiveId = world.faults.callbacks('wrong_receiver')
    ? 'ww-of-another-corp'
    : console.receiveId
  const token = world.faults.callbacks('wrong_signature') ? `${console.token}x` : console.token
  const seal = pack(console.encodingAesKey, xml, receiveId, stamp.random)
  const url = new URL(console.url ?? '')
  url.searchParams.set('timestamp', stamp.timestamp)
  url.searchParams.set('nonce', stamp.nonce)
  url.searchParams.set(
    'msg_signature',
    callbackSignature(token, stamp.timestamp, stamp.nonce, seal),
  )
  if (console.plainSignatureToo) {
    url.searchParams.set('signature', callbackSignature(token, stamp.timestamp, stamp.nonce))
    url.searchParams.set('encrypt_type', 'aes')
  }
  const body = `<xml><ToUserName><![CDATA[${console.to}]]></ToUserName><Encrypt><![CDATA[${seal}]]></Encrypt></xml>`
  return { url: url.href, body }
}

function stampOf(world: World) {
  const name = `callback:${world.state.made++}`
  return {
    timestamp: String(unixSeconds(world.clock.nowMs())),
    nonce: hexId(world.state.seed, name, 10),
    random: new TextEncoder().encode(hexId(world.state.seed, `${name}:random`, 16)),
  }
}

async function deliver(world: World, url: string, body: string): Promise<'answered' | 'given_up'> {
  for (let attempt = 0; attempt < world.settings.callbackAttempts; attempt++) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/xml' },
        signal: AbortSignal.timeout(world.settings.callbackTimeoutMs),
      })
      await answer.text()
      return 'answered'
    } catch {
      // Swallowed because the platforms forget an event after the last try: that is what is played here.
    }
  }
  return 'given_up'
}

/** One field of an event; strings travel as CDATA. */
export const field = (name: string, value: string | number | undefined): string =>
  value === undefined
    ? ''
    : typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`
