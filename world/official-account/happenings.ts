import { callBack, field } from '../callbacks.ts'
import type { Console } from '../callbacks.ts'
import { unixSeconds } from '../clock.ts'
import type { Person } from '../people/person.ts'
import type { WindowKind } from '../settings.ts'
import type { World } from '../world.ts'
import { grant } from './windows.ts'

export function officialAccountConsole(world: World): Console {
  const { appId, account, token, encodingAesKey } = world.credentials.officialAccount
  const url = world.state.officialAccount.callbackUrl
  return { url, token, encodingAesKey, receiveId: appId, to: account, plainSignatureToo: true }
}

async function tell(world: World, person: Person, inside: string): Promise<void> {
  const xml =
    `<xml>${field('ToUserName', world.credentials.officialAccount.account)}` +
    `${field('FromUserName', person.openid)}` +
    `${field('CreateTime', unixSeconds(world.clock.nowMs()))}${inside}</xml>`
  await callBack(world, officialAccountConsole(world), xml)
}

const event = (name: string, key: string, rest = '') =>
  field('MsgType', 'event') + field('Event', name) + field('EventKey', key) + rest

/** She follows, by search or by a code; a follower who scans again fires SCAN instead. */
export async function follow(world: World, person: Person, ticket?: string): Promise<void> {
  const { followers, qrCodes } = world.state.officialAccount
  const code = ticket === undefined ? undefined : qrCodes[ticket]
  if (code?.untilMs !== undefined && code.untilMs < world.clock.nowMs()) return
  const scene = code?.scene ?? ''
  const ticketField = code && ticket ? field('Ticket', ticket) : ''
  if (followers[person.openid]?.following) {
    if (!code) return
    grant(world, person.openid, 'scan')
    return tell(world, person, event('SCAN', scene, ticketField))
  }
  followers[person.openid] = { sinceMs: world.clock.nowMs(), scene, following: true }
  world.lifeOf(person.id).followsAccount = true
  const kind: WindowKind = code ? 'scan' : 'follow'
  grant(world, person.openid, kind)
  await tell(world, person, event('subscribe', scene ? `qrscene_${scene}` : '', ticketField))
}

export async function unfollow(world: World, person: Person): Promise<void> {
  const follower = world.state.officialAccount.followers[person.openid]
  if (!follower?.following) return
  follower.following = false
  world.lifeOf(person.id).followsAccount = false
  await tell(world, person, event('unsubscribe', ''))
}

/** She writes to the account, which opens 48 hours and five messages. */
export async function write(world: World, person: Person, content: string): Promise<void> {
  if (!world.state.officialAccount.followers[person.openid]?.following) return
  grant(world, person.openid, 'message')
  // Ids of messages have 64 bits and do not fit a JavaScript number.
  const msgId = 7_012_345_678_900_000_000n + BigInt(world.state.made++)
  await tell(
    world,
    person,
    field('MsgType', 'text') + field('Content', content) + `<MsgId>${msgId}</MsgId>`,
  )
}
