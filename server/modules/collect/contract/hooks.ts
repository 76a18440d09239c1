import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { bigId } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { Scheme } from '../model/hook-signature.ts'
import { Mapping } from '../model/mapping/mapping.ts'

const instant = z.iso.datetime()
const name = z.string().trim().min(1).max(100)
const answer = z
  .string()
  .max(1_000)
  .default('')
  .describe('what the sender wants to hear; empty: {"success":true}')
const payload = z.json().refine(
  (value) => typeof value === 'object' && value !== null,
  inAll({
    'zh-CN': '须为 JSON 对象或列表',
    'zh-TW': '須為 JSON 物件或清單',
    en: 'must be a JSON object or list',
  }),
)
const byId = z.object({ id: z.uuid() })

const no_such_hook = {
  status: 404,
  en: 'There is no such webhook.',
  'zh-CN': '没有这个 Webhook。',
  'zh-TW': '沒有這個 Webhook。',
} as const
const hook_changed = {
  status: 409,
  en: 'Somebody has changed this webhook meanwhile (version {version} now). Look at it again.',
  'zh-CN': 'Webhook 已被他人修改(现为第 {version} 版),请重新查看。',
  'zh-TW': 'Webhook 已被他人修改（現為第 {version} 版），請重新檢視。',
} as const
const too_many_hooks = {
  status: 422,
  en: 'A workspace has at most {max} webhooks. Revoke some that nobody uses first.',
  'zh-CN': '每个工作区最多 {max} 个 Webhook,请先停用不再使用的。',
  'zh-TW': '每個工作區最多 {max} 個 Webhook，請先停用不再使用的。',
} as const
export const HOOK_REFUSALS = { no_such_hook, hook_changed, too_many_hooks } as const

const view = z.object({
  id: z.uuid(),
  /** ends it, as any source */
  keyId: z.uuid(),
  name: z.string(),
  url: z.string().describe('secret: whoever knows it may have it echoed'),
  scheme: Scheme,
  answer: z.string(),
  mapping: Mapping,
  version: z.int(),
  changedAt: instant,
  changedBy: z.string(),
  createdAt: instant,
  revokedAt: instant.nullable(),
  lastBadSignatureAt: instant.nullable(),
  lastIgnoredAt: instant.nullable(),
})
export type HookView = z.infer<typeof view>

const read = z.object({
  /** what would become of each payload */
  payloads: z.array(
    z.object({
      payload: z.unknown(),
      state: z.enum(['taken', 'ignored', 'refused']),
      event: z.string().nullable(),
      canonical: z.record(z.string(), z.unknown()).nullable(),
      identifiers: z.array(z.string()),
      at: instant.nullable(),
      messageId: z.string().nullable(),
      why: z.object({ field: z.string(), reason: z.string() }).nullable(),
    }),
  ),
})

export const hookRoutes = {
  hooks: route({
    method: 'GET',
    path: '/collect/hooks',
    summary: 'Webhooks by which other systems tell of events',
    may: 'collect:write',
    input: z.object({}),
    output: z.object({ items: z.array(view) }),
  }),
  hook: route({
    method: 'GET',
    path: '/collect/hooks/{id}',
    summary: 'One webhook, with its last payloads and every mapping it had',
    may: 'collect:write',
    input: byId,
    output: view.extend({
      samples: z.array(z.object({ id: bigId, at: instant, payload: z.unknown() })),
      versions: z.array(
        z.object({ version: z.int(), mapping: Mapping, at: instant, by: z.string() }),
      ),
    }),
    refusals: { no_such_hook },
  }),
  createHook: route({
    method: 'POST',
    path: '/collect/hooks',
    summary: 'An address for another system; its signing secret is answered this once',
    may: 'collect:write',
    input: z.object({
      name,
      scheme: Scheme.default({ kind: 'none' }),
      /** the sender's own, where it makes the secret; else one is made */
      secret: z.string().trim().min(8).max(200).optional(),
      answer,
      mapping: Mapping.default({ events: '', cases: [] }),
    }),
    output: view.extend({ secret: z.string() }),
    refusals: { too_many_hooks },
  }),
  changeHook: route({
    method: 'PUT',
    path: '/collect/hooks/{id}',
    summary: 'Change how payloads become events; what was refused can then be sent again',
    may: 'collect:write',
    input: z.object({
      id: z.uuid(),
      version: z.int().min(1).describe('the version that was changed'),
      scheme: Scheme,
      answer,
      mapping: Mapping,
    }),
    output: view,
    refusals: { no_such_hook, hook_changed },
  }),
  rotateHookSecret: route({
    method: 'POST',
    path: '/collect/hooks/{id}/secret',
    summary: 'Another signing secret, answered this once; the old one ends at once',
    may: 'collect:write',
    input: z.object({ id: z.uuid(), secret: z.string().trim().min(8).max(200).optional() }),
    output: z.object({ secret: z.string() }),
    refusals: { no_such_hook },
  }),
  previewHook: route({
    method: 'POST',
    path: '/collect/hooks/preview',
    summary: 'What a mapping makes of a payload; keeps nothing',
    may: 'collect:write',
    input: z.object({ mapping: Mapping, payload }),
    output: read,
  }),
}
