import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'

export const KINDS = ['text', 'article', 'image', 'link', 'mini_program'] as const
export type Kind = (typeof KINDS)[number]

/** 接受信息 → 产生需求 → 做决策 */
export const PURCHASE_STAGES = ['awareness', 'need', 'decision'] as const
/** 为什么需要 · 为什么选我们 · 能得到什么 */
export const QUESTIONS = ['why_need', 'why_us', 'what_get'] as const
export const SOURCES = ['staff', 'partner', 'kol', 'koc', 'writer', 'user'] as const
export const FORMATS = ['markdown', 'html'] as const

/** Only addresses a browser opens as a page: no `javascript:`, no `data:`. */
export const WebUrl = z.url({ protocol: /^https?$/ }).max(2_048)

const Tag = z.string().trim().min(1).max(30)
export const MiniProgram = z.object({
  appId: z.string().regex(/^wx[0-9a-zA-Z]{1,30}$/),
  page: z.string().min(1).max(500),
})

/** Lengths: a WeCom message holds 4 000 bytes of text; an article has room for a long read. */
const MAX_TEXT_BYTES = 4_000
const MAX_ARTICLE_CHARACTERS = 100_000

const shape = {
  kind: z.enum(KINDS),
  title: z.string().trim().min(1).max(64),
  body: z.string().max(MAX_ARTICLE_CHARACTERS).default(''),
  /** how the body of an article is written; other kinds are plain text */
  format: z.enum(FORMATS).default('markdown'),
  coverUrl: WebUrl.optional(),
  targetUrl: WebUrl.optional(),
  miniProgram: MiniProgram.optional(),
  sceneTags: z.array(Tag).max(20).default([]),
  productTags: z.array(Tag).max(20).default([]),
  purchaseStage: z.enum(PURCHASE_STAGES).optional(),
  answers: z.enum(QUESTIONS).optional(),
  source: z.enum(SOURCES).default('staff'),
}

/** What an operator writes; each kind must have what it cannot be shown without. */
export const ItemInput = z.object(shape).superRefine((item, context) => {
  for (const { field, says } of missing(item))
    context.addIssue({ code: 'custom', path: [field], message: says })
})
export type ItemInput = z.output<typeof ItemInput>

export const itemShape = shape

interface Needs {
  kind: Kind
  body: string
  coverUrl?: string | undefined
  targetUrl?: string | undefined
  miniProgram?: unknown
}

function missing(item: Needs): { field: string; says: string }[] {
  switch (item.kind) {
    case 'text':
      if (item.body.trim() === '')
        return [
          {
            field: 'body',
            says: inAll({
              'zh-CN': '文本内容不能为空',
              'zh-TW': '文字內容不能為空',
              en: 'a text needs a body',
            }),
          },
        ]
      if (new TextEncoder().encode(item.body).length > MAX_TEXT_BYTES)
        return [
          {
            field: 'body',
            says: inAll({
              'zh-CN': `文本最多 ${MAX_TEXT_BYTES} 字节`,
              'zh-TW': `文字最多 ${MAX_TEXT_BYTES} 位元組`,
              en: `a text has at most ${MAX_TEXT_BYTES} bytes`,
            }),
          },
        ]
      return []
    case 'article':
      return item.body.trim() === ''
        ? [
            {
              field: 'body',
              says: inAll({
                'zh-CN': '文章内容不能为空',
                'zh-TW': '文章內容不能為空',
                en: 'an article needs a body',
              }),
            },
          ]
        : []
    case 'image':
      return item.coverUrl
        ? []
        : [
            {
              field: 'coverUrl',
              says: inAll({
                'zh-CN': '图片需要图片地址',
                'zh-TW': '圖片需要圖片網址',
                en: 'an image needs a coverUrl',
              }),
            },
          ]
    case 'link':
      return item.targetUrl
        ? []
        : [
            {
              field: 'targetUrl',
              says: inAll({
                'zh-CN': '链接需要目标地址',
                'zh-TW': '連結需要目標網址',
                en: 'a link needs a targetUrl',
              }),
            },
          ]
    case 'mini_program':
      return item.miniProgram
        ? []
        : [
            {
              field: 'miniProgram',
              says: inAll({
                'zh-CN': '小程序卡片需要 appId 和页面',
                'zh-TW': '小程式卡片需要 appId 和頁面',
                en: 'a card needs miniProgram {appId, page}',
              }),
            },
          ]
  }
}

/** A library item as the module works with it. */
export interface Item extends ItemInput {
  id: string
  status: 'draft' | 'in_review' | 'published' | 'archived'
  revision: number
  createdAt: Date
  updatedAt: Date
  publishedAt: Date | undefined
}

/** Interest follows these: both kinds of tag, each once. */
export const tagsOf = (item: Pick<Item, 'sceneTags' | 'productTags'>): string[] => [
  ...new Set([...item.sceneTags, ...item.productTags]),
]
