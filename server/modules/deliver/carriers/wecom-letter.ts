import type { RenderedContent } from '#modules/content/model/render.ts'
import type { Attachment } from '#wechat/wecom/parts.ts'

/** WeCom counts bytes; a character of Chinese has three. Cuts between characters. */
export function within(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text
  let kept = ''
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > maxBytes - 3) return `${kept}…`
    kept += character
  }
  return kept
}

/** Content in the parts that welcomes and mass messages share (企业微信 92135, 92137). */
export function wecomLetter(content: RenderedContent): {
  text?: { content: string }
  attachments?: Attachment[]
} {
  const { kind, title, text, url, imageUrl } = content
  if (kind === 'text' || url === undefined) {
    const whole = [text === '' ? title : text, url].filter(Boolean).join('\n')
    return { text: { content: within(whole, 4_000) } }
  }
  return {
    ...(text === '' ? {} : { text: { content: within(text, 4_000) } }),
    attachments: [
      {
        msgtype: 'link',
        link: {
          title: within(title, 128),
          url,
          ...(imageUrl === undefined ? {} : { picurl: imageUrl }),
        },
      },
    ],
  }
}
