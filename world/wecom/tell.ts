import { callBack, field } from '../callbacks.ts'
import type { Console } from '../callbacks.ts'
import { unixSeconds } from '../clock.ts'
import type { World } from '../world.ts'

/** Where WeCom calls back, and how it seals what it says. */
export function wecomConsole(world: World): Console {
  const { corpId, token, encodingAesKey } = world.credentials.wecom
  const url = world.state.wecom.callbackUrl
  return { url, token, encodingAesKey, receiveId: corpId, to: corpId, plainSignatureToo: false }
}

/** Calls back with an event of these fields. What is done through the API is never told. */
export function tell(world: World, inside: string) {
  const xml =
    `<xml>${field('ToUserName', world.credentials.wecom.corpId)}${field('FromUserName', 'sys')}` +
    `${field('CreateTime', unixSeconds(world.clock.nowMs()))}${field('MsgType', 'event')}${inside}</xml>`
  return callBack(world, wecomConsole(world), xml)
}
