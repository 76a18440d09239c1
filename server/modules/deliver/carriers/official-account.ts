import { officialAccountClient } from '#modules/entry/service.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import { sendCustomMessage } from '#wechat/official-account/messages.ts'
import type { CustomMessage } from '#wechat/official-account/messages.ts'
import { sendingOf } from '../model/verdict.ts'
import type { Sending } from '../model/verdict.ts'
import type { Adapter, Sent } from './adapter.ts'
import { sendingOfFault } from './faults.ts'
import { asText, NOT_CONNECTED, renderEach } from './rendered.ts'

/** 客服消息: only within the window that she opened. Nobody can be asked about one afterwards. */
export const officialAccount: Adapter = {
  async send(ctx, letters) {
    const session = await officialAccountClient(ctx)
    if (!session)
      return letters.map(({ letter }) => ({ letterId: letter.letter_id, sending: NOT_CONNECTED }))
    const { ready, failed } = await renderEach(ctx, letters)
    const sent: Sent[] = [...failed]
    for (const { letter, address, content } of ready) {
      const letterId = letter.letter_id
      let sending: Sending
      try {
        const outcome = await sendCustomMessage(session, messageOf(address, content))
        sending = outcome.kind === 'ok' ? { kind: 'sent' } : sendingOf(outcome.verdict, ctx.now)
      } catch (error) {
        sending = sendingOfFault(error, ctx.now)
      }
      sent.push({ letterId, sending })
    }
    return sent
  },
}

function messageOf(openid: string, content: RenderedContent): CustomMessage {
  if (content.kind === 'text' || content.url === undefined)
    return { touser: openid, msgtype: 'text', text: { content: asText(content) } }
  return {
    touser: openid,
    msgtype: 'news',
    news: {
      articles: [
        {
          title: content.title,
          description: content.text,
          url: content.url,
          ...(content.imageUrl === undefined ? {} : { picurl: content.imageUrl }),
        },
      ],
    },
  }
}
