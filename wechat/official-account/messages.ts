import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call, Done } from '../session.ts'
import type { Session } from '../session.ts'

/** 客服消息. What opened the window decides how many may follow: see `CUSTOMER_SERVICE_WINDOWS`. */
export const CustomMessage = z.discriminatedUnion('msgtype', [
  z.object({
    touser: z.string().min(1),
    msgtype: z.literal('text'),
    text: z.object({ content: z.string().min(1) }),
  }),
  z.object({
    touser: z.string().min(1),
    msgtype: z.literal('image'),
    image: z.object({ media_id: z.string().min(1) }),
  }),
  z.object({
    touser: z.string().min(1),
    msgtype: z.literal('news'),
    news: z.object({
      articles: z
        .array(
          z.object({
            title: z.string().min(1),
            description: z.string().optional(),
            url: z.string().min(1),
            picurl: z.string().optional(),
          }),
        )
        .length(1),
    }),
  }),
  z.object({
    touser: z.string().min(1),
    msgtype: z.literal('miniprogrampage'),
    miniprogrampage: z.object({
      title: z.string().min(1),
      appid: z.string().min(1),
      pagepath: z.string().min(1),
      thumb_media_id: z.string().min(1),
    }),
  }),
])
export type CustomMessage = z.input<typeof CustomMessage>

/** Since 2023-06-12. Source: 公众号 客服消息 page. */
export const CUSTOMER_SERVICE_WINDOWS = {
  message: { messages: 5, windowMs: 48 * 3_600_000 },
  menu: { messages: 3, windowMs: 60_000 },
  follow: { messages: 3, windowMs: 60_000 },
  scan: { messages: 3, windowMs: 60_000 },
} as const

/** `cannot_reach` when the window is closed (45015), used up (45047), or she does not follow. */
export const sendCustomMessage = (
  session: Session,
  message: CustomMessage,
): Promise<Outcome<z.infer<typeof Done>>> =>
  call(
    session,
    {
      method: 'POST',
      path: '/cgi-bin/message/custom/send',
      body: CustomMessage.parse(message),
    },
    Done,
  )
