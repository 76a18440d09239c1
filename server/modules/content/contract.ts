import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import {
  FORMATS,
  ItemInput,
  KINDS,
  MiniProgram,
  PURCHASE_STAGES,
  QUESTIONS,
  SOURCES,
  WebUrl,
} from './model/item.ts'
import { ACTS, STATUSES } from './model/lifecycle.ts'

const noSuchItem = {
  no_such_content: {
    status: 404,
    'zh-CN': '内容库中没有“{id}”。',
    'zh-TW': '內容庫中沒有「{id}」。',
    en: 'There is no content “{id}” in the library.',
  },
} as const

const badTemplate = {
  bad_template: {
    status: 422,
    'zh-CN': '内容中的变量有误。',
    'zh-TW': '內容中的變數有誤。',
    en: 'The variables in the content are wrong.',
  },
} as const

const notChangeable = {
  archived: {
    status: 409,
    'zh-CN': '已归档的内容不能修改,请先恢复为草稿。',
    'zh-TW': '已封存的內容不能修改，請先還原為草稿。',
    en: 'An archived item cannot be changed. Restore it first.',
  },
  changed_meanwhile: {
    status: 409,
    'zh-CN': '内容已被他人修改(当前版本 {revision}),请刷新后再试。',
    'zh-TW': '內容已被他人修改（目前版本 {revision}），請重新整理後再試。',
    en: 'Somebody changed this item meanwhile (it is at revision {revision}). Reload it.',
  },
} as const

const wrongStatus = {
  wrong_status: {
    status: 409,
    'zh-CN': '状态为“{status}”的内容不能执行“{act}”。',
    'zh-TW': '狀態為「{status}」的內容不能執行「{act}」。',
    en: 'An item that is “{status}” cannot be moved by “{act}”.',
  },
} as const

export const CONTENT_REFUSALS = { ...noSuchItem, ...badTemplate, ...notChangeable, ...wrongStatus }

const Instant = z.iso.datetime({ offset: true })

export const ItemView = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  status: z.enum(STATUSES),
  title: z.string(),
  body: z.string(),
  format: z.enum(FORMATS),
  coverUrl: z.string().nullable(),
  targetUrl: z.string().nullable(),
  miniProgram: MiniProgram.nullable(),
  sceneTags: z.array(z.string()),
  productTags: z.array(z.string()),
  purchaseStage: z.enum(PURCHASE_STAGES).nullable(),
  answers: z.enum(QUESTIONS).nullable(),
  source: z.enum(SOURCES),
  revision: z.int(),
  /** what may be done next, and what may not: the lifecycle table's row for this status */
  acts: z.record(z.enum(ACTS), z.enum([...STATUSES, 'no_change', 'refused'])),
  pageUrl: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  publishedAt: Instant.nullable(),
})
export type ItemView = z.output<typeof ItemView>

const LinkProperties = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower_snake_case'),
  z.union([z.string().max(500), z.number(), z.boolean()]),
)

export const LinkView = z.object({
  code: z.string(),
  url: z.string(),
  targetUrl: z.string(),
  properties: LinkProperties,
  personId: bigId.nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
})

const Placement = z.object({
  carrier: z.string(),
  journeyId: z.string(),
  platform: z.string(),
  postId: z.string(),
  sent: z.int(),
  clicks: z.int(),
  clickers: z.int(),
  views: z.int(),
})

export const contentContract = {
  createItem: route({
    method: 'POST',
    path: '/content/items',
    summary: 'Put something into the library',
    may: 'content:write',
    input: ItemInput,
    output: ItemView,
    refusals: badTemplate,
  }),
  listItems: route({
    method: 'GET',
    path: '/content/items',
    summary: 'The library, filtered',
    may: 'content:read',
    input: z.object({
      ...pageInput,
      q: z.string().max(100).optional(),
      kind: z.enum(KINDS).optional(),
      status: z.enum(STATUSES).optional(),
      tag: z.string().max(30).optional(),
      purchaseStage: z.enum(PURCHASE_STAGES).optional(),
      answers: z.enum(QUESTIONS).optional(),
      source: z.enum(SOURCES).optional(),
      sort: z.enum(['updatedAt', 'createdAt', 'title']).default('updatedAt'),
      order: z.enum(['asc', 'desc']).default('desc'),
    }),
    output: pageOf(ItemView),
  }),
  getItem: route({
    method: 'GET',
    path: '/content/items/{id}',
    summary: 'One item',
    may: 'content:read',
    input: z.object({ id: z.uuid() }),
    output: ItemView,
    refusals: noSuchItem,
  }),
  updateItem: route({
    method: 'PUT',
    path: '/content/items/{id}',
    summary: 'Replace what an item says; with `revision`, only if nobody else did meanwhile',
    may: 'content:write',
    input: ItemInput.safeExtend({ id: z.uuid(), revision: z.int().optional() }),
    output: ItemView,
    refusals: { ...noSuchItem, ...badTemplate, ...notChangeable },
  }),
  moveItem: route({
    method: 'POST',
    path: '/content/items/{id}/status',
    summary: 'Submit, publish, send back, archive or restore',
    may: 'content:write',
    input: z.object({ id: z.uuid(), act: z.enum(ACTS) }),
    output: ItemView,
    refusals: { ...noSuchItem, ...wrongStatus },
  }),
  previewItem: route({
    method: 'GET',
    path: '/content/items/{id}/preview',
    summary: 'As one person would receive it; without a person, as a sample person',
    may: 'content:read',
    input: z.object({ id: z.uuid(), personId: bigId.optional() }),
    output: z.object({
      kind: z.enum(KINDS),
      title: z.string(),
      text: z.string(),
      html: z.string().nullable(),
      url: z.string().nullable(),
      imageUrl: z.string().nullable(),
      miniProgram: MiniProgram.nullable(),
    }),
    refusals: noSuchItem,
  }),
  itemStatistics: route({
    method: 'GET',
    path: '/content/items/{id}/statistics',
    summary: 'Where it went and what came of it',
    may: 'content:read',
    input: z.object({
      id: z.uuid(),
      from: Instant.optional(),
      to: Instant.optional(),
      /** counts only what had happened by then; default: now */
      asOf: Instant.optional(),
      /** an order counts when it is paid within this many days after a click or view */
      withinDays: z.int().min(1).max(90).default(7),
    }),
    output: z.object({
      sent: z.int(),
      clicks: z.int(),
      clickers: z.int(),
      views: z.int(),
      viewers: z.int(),
      ordersAfter: z.int(),
      buyersAfter: z.int(),
      revenueAfterFen: z.int(),
      withinDays: z.int(),
      asOf: Instant,
      placements: z.array(Placement),
    }),
    refusals: noSuchItem,
  }),
  listVariables: route({
    method: 'GET',
    path: '/content/variables',
    summary: 'The variables that content may use',
    may: 'content:read',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ name: z.string(), label: z.string(), sample: z.string() })),
    }),
  }),
  listTags: route({
    method: 'GET',
    path: '/content/tags',
    summary: 'Tags in use, with how many items carry each',
    may: 'content:read',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({ tag: z.string(), kind: z.enum(['scene', 'product']), items: z.int() }),
      ),
    }),
  }),
  createLink: route({
    method: 'POST',
    path: '/content/links',
    summary: 'Make a tracked short link; its target never changes',
    may: 'content:write',
    input: z.object({
      targetUrl: WebUrl,
      properties: LinkProperties.default({}),
      personId: bigId.optional(),
      expiresAt: Instant.optional(),
    }),
    output: LinkView,
  }),
  listLinks: route({
    method: 'GET',
    path: '/content/links',
    summary: 'Tracked links, newest first',
    may: 'content:read',
    input: z.object({ ...pageInput, contentId: z.uuid().optional() }),
    output: pageOf(LinkView),
  }),
}
