import { z } from 'zod'

/** Many limits count bytes, and a Chinese character has three. */
export const utf8 = (maxBytes: number) =>
  z.string().refine((text) => Buffer.byteLength(text) <= maxBytes, `at most ${maxBytes} bytes`)

/** What a welcome or a mass message may carry besides its text (企业微信 92137, 92135). */
export const Attachment = z.discriminatedUnion('msgtype', [
  z.object({
    msgtype: z.literal('image'),
    image: z.object({ media_id: z.string().optional(), pic_url: z.string().optional() }),
  }),
  z.object({
    msgtype: z.literal('link'),
    link: z.object({
      title: utf8(128).min(1),
      picurl: utf8(2_048).optional(),
      desc: utf8(512).optional(),
      url: utf8(2_048).min(1),
    }),
  }),
  z.object({
    msgtype: z.literal('miniprogram'),
    miniprogram: z.object({
      title: utf8(64).min(1),
      pic_media_id: z.string(),
      appid: z.string().min(1),
      page: z.string().min(1),
    }),
  }),
  z.object({ msgtype: z.literal('video'), video: z.object({ media_id: z.string() }) }),
  z.object({ msgtype: z.literal('file'), file: z.object({ media_id: z.string() }) }),
])
export type Attachment = z.input<typeof Attachment>

export const Letter = z.object({
  text: z.object({ content: utf8(4_000) }).optional(),
  attachments: z.array(Attachment).max(9).optional(),
})

export const carriesSomething = (letter: z.infer<typeof Letter>): boolean =>
  Boolean(letter.text?.content) || (letter.attachments?.length ?? 0) > 0
