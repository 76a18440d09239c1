import { z } from 'zod'
import { ApiError, bytes } from '../platform.ts'

/** Parses a body, or refuses it as WeCom does: 40058 and the field. */
export function parsed<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path.join('.') || 'body'
  throw new ApiError(40058, `invalid parameter ${where}: ${issue?.message ?? ''}`)
}

export interface Letter {
  text: string
  attachments: Record<string, unknown>[]
}

const Text = z.object({ content: z.string() }).optional()
const Attachments = z.array(z.record(z.string(), z.unknown())).optional()

const SIZES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  link: { title: 128, desc: 512, url: 2_048, picurl: 2_048 },
  miniprogram: { title: 64 },
}
const KINDS = new Set(['image', 'link', 'miniprogram', 'video', 'file'])

/** Text of at most 4000 bytes and at most nine attachments, not both missing. */
export function letterOf(body: Readonly<Record<string, unknown>>): Letter {
  const text = parsed(Text, body['text'])?.content ?? ''
  const attachments = parsed(Attachments, body['attachments']) ?? []
  if (!text && attachments.length === 0)
    throw new ApiError(40058, 'text and attachments are both empty')
  if (bytes(text) > 4_000) throw new ApiError(40058, 'text.content exceeds 4000 bytes')
  if (attachments.length > 9) throw new ApiError(41064, 'more than 9 attachments')
  for (const attachment of attachments) checkAttachment(attachment)
  return { text, attachments }
}

function checkAttachment(attachment: Readonly<Record<string, unknown>>): void {
  const kind = String(attachment['msgtype'])
  const inside = attachment[kind]
  if (!KINDS.has(kind) || typeof inside !== 'object' || inside === null)
    throw new ApiError(41065, `invalid attachments msgtype ${kind}`)
  const fields = inside as Record<string, unknown>
  for (const [name, most] of Object.entries(SIZES[kind] ?? {}))
    if (typeof fields[name] === 'string' && bytes(fields[name]) > most)
      throw new ApiError(40058, `${kind}.${name} exceeds ${most} bytes`)
  if (kind === 'link' && !(fields['url'] && fields['title']))
    throw new ApiError(40058, 'link needs title and url')
  for (const name of ['media_id', 'pic_media_id'])
    if (fields[name] === 'EXPIRED') throw new ApiError(40007, 'invalid media_id')
}

/** Pages with an opaque cursor; a size out of range falls back to the default, not to the maximum. */
export function page<T>(
  all: readonly T[],
  body: Readonly<Record<string, unknown>>,
  sizes: { most: number; usual: number },
): { rows: T[]; next: string } {
  const wanted = Number(body['limit'] ?? sizes.usual)
  const size = wanted >= 1 && wanted <= sizes.most ? wanted : sizes.usual
  const cursor = typeof body['cursor'] === 'string' ? body['cursor'] : ''
  const start = cursor === '' ? 0 : Number(/^c(\d+)$/.exec(cursor)?.[1] ?? Number.NaN)
  if (Number.isNaN(start)) throw new ApiError(50100, 'invalid cursor')
  const end = start + size
  return { rows: all.slice(start, end), next: end < all.length ? `c${end}` : '' }
}
