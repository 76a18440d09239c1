import { ApiError, bytes } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { receive } from '../phone/receive.ts'
import { addressesIn } from '../wecom/content.ts'
import type { World } from '../world.ts'
import { spend } from './windows.ts'

export const sendCustom: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/message/custom/send',
  answer(world, { body }) {
    const content = contentOf(body)
    const openid = typeof body['touser'] === 'string' ? body['touser'] : ''
    demandFollower(world, openid)
    const spent = spend(world, openid)
    if (spent === 'closed') throw new ApiError(45015, 'response out of time limit')
    if (spent === 'used_up') throw new ApiError(45047, 'out of response count limit')
    receive(world, world.personByOpenid(openid), {
      channel: 'official_account',
      from: '潮汐书店 公众号',
      ...content,
    })
    return {}
  },
}

export function demandFollower(world: World, openid: string): void {
  if (!world.personByOpenid(openid)) throw new ApiError(40003, 'invalid openid')
  if (!world.state.officialAccount.followers[openid]?.following)
    throw new ApiError(43004, 'require subscribe')
}

function contentOf(body: Readonly<Record<string, unknown>>): { text: string; links: string[] } {
  const kind = String(body['msgtype'])
  const inside = (body[kind] ?? {}) as Record<string, unknown>
  if (kind === 'text') {
    const text = textIn(inside, 'content')
    if (!text) throw new ApiError(44002, 'empty content')
    if (bytes(text) > 2_048) throw new ApiError(45002, 'content size out of limit')
    return { text: text.replaceAll(/<[^>]+>/g, ''), links: addressesIn(text) }
  }
  if (kind === 'news') {
    const articles = Array.isArray(inside['articles']) ? inside['articles'] : []
    const article = articles[0] as Record<string, unknown> | undefined
    if (articles.length !== 1 || !article) throw new ApiError(40035, 'news takes one article')
    const url = textIn(article, 'url')
    const text = [textIn(article, 'title'), textIn(article, 'description')]
      .filter(Boolean)
      .join('\n')
    return { text, links: url ? [url] : [] }
  }
  if (kind === 'image') return { text: '[image]', links: [] }
  if (kind === 'miniprogrampage')
    return { text: `[miniprogram] ${textIn(inside, 'title')}`, links: [] }
  throw new ApiError(40008, 'invalid message type')
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
