import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { LifecycleRules, STAGES, TIERS } from './model/lifecycle.ts'
import { PAGE_PATH } from './model/privacy-page.ts'

const instant = z.iso.datetime({ offset: true })
const stage = z.enum(STAGES)
const tier = z.enum(TIERS)
const tag = z.string().trim().min(1).max(60)
const carrier = z.enum(['all', 'wecom', 'official_account', 'sms', 'email'])

export const PersonRow = z.object({
  personId: bigId,
  name: z.string().nullable(),
  avatar: z.string().nullable(),
  stage,
  tier: tier.nullable(),
  source: z.string(),
  tags: z.array(z.string()),
  reachable: z.array(z.string()),
  orders: z.int(),
  paidFen: z.int(),
  createdAt: instant,
  lastSeenAt: instant,
})

const transition = z.object({
  kind: z.enum(['stage', 'tier']),
  at: instant,
  from: z.string().nullable(),
  to: z.string().nullable(),
  why: z.string(),
})

export const Portrait = PersonRow.extend({
  /** personal ones only with `pii:read`; else `null` with the name in `hidden` */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hidden: z.array(z.string()),
  interests: z.array(z.object({ tag: z.string(), score: z.number() })),
  optedOut: z.array(z.string()),
  stageSince: instant,
  tierSince: instant.nullable(),
  firstOrderAt: instant.nullable(),
  lastOrderAt: instant.nullable(),
  tagsWhy: z.array(
    z.object({ tag: z.string(), since: instant, by: z.string(), reason: z.string() }),
  ),
  transitions: z.array(transition),
})

const TimelineItem = z.object({
  messageId: z.string(),
  event: z.string(),
  /** what operators named it afterwards */
  named: z.array(z.string()),
  at: instant,
  receivedAt: instant,
  source: z.string(),
  channel: z.string(),
  identId: bigId,
  properties: z.record(z.string(), z.unknown()),
  history: z.boolean(),
})

export const profileRefusals = {
  no_such_person: {
    status: 404,
    en: 'There is no such person here.',
    'zh-CN': '这里没有这个人。',
    'zh-TW': '這裡沒有這個人。',
  },
  only_a_browser: {
    status: 409,
    en: 'Only her browser is known yet. A personal link needs an identifier of her own: user id, unionid, openid, external_userid, phone, e-mail or member id.',
    'zh-CN':
      '目前只认得她的浏览器。专属链接需要一个属于她本人的标识:用户 ID、unionid、openid、external_userid、手机号、邮箱或会员号。',
    'zh-TW':
      '目前只認得她的瀏覽器。專屬連結需要一個屬於她本人的識別：使用者 ID、unionid、openid、external_userid、手機號碼、電子郵件或會員編號。',
  },
} as const
const { no_such_person, only_a_browser } = profileRefusals

const PrivacyNotice = z.object({
  /** who is answerable, as people know it */
  controller: z.string().trim().max(100),
  /** how to reach whoever answers questions about personal data */
  contact: z.string().trim().max(200),
  policyUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
})

export const profileContract = {
  listPeople: route({
    method: 'GET',
    path: '/people',
    summary: 'People, filtered and sorted',
    may: 'profile:read',
    input: z.object({
      ...pageInput,
      q: z.string().trim().max(200).optional().describe('name, phone, e-mail, member or other id'),
      stage: stage.optional(),
      tier: tier.optional(),
      tag: tag.optional(),
      source: z.string().max(60).optional(),
      reachable: z.string().max(40).optional(),
      sort: z.enum(['newest', 'last_seen', 'paid']).default('newest'),
    }),
    output: pageOf(PersonRow),
  }),
  person: route({
    method: 'GET',
    path: '/people/{personId}',
    summary: 'One person: portrait, tags with reasons, transitions',
    may: 'profile:read',
    input: z.object({ personId: bigId }),
    output: Portrait,
    refusals: { no_such_person },
  }),
  names: route({
    method: 'GET',
    path: '/people/names',
    summary: 'How people are called, for lists that hold their numbers',
    may: 'profile:read',
    input: z.object({ personIds: z.array(bigId).min(1).max(200) }),
    output: z.object({
      names: z
        .record(z.string(), z.string())
        .describe('by person; whoever has no name or was merged is absent'),
    }),
  }),
  timeline: route({
    method: 'GET',
    path: '/people/{personId}/timeline',
    summary: 'Everything she did, newest first',
    may: 'profile:read',
    input: z.object({
      personId: bigId,
      event: z.string().max(200).optional(),
      asOf: instant.optional(),
      cursor: z.string().max(500).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: pageOf(TimelineItem),
    refusals: { no_such_person },
  }),
  tagPeople: route({
    method: 'POST',
    path: '/people/tags',
    summary: 'Tag people by hand',
    may: 'profile:write',
    input: z.object({
      personIds: z.array(bigId).min(1).max(10_000),
      tag,
      reason: z.string().trim().max(200).default(''),
    }),
    output: z.object({ tagged: z.int() }),
  }),
  untagPeople: route({
    method: 'POST',
    path: '/people/tags/remove',
    summary: 'Take a tag away',
    may: 'profile:write',
    input: z.object({ personIds: z.array(bigId).min(1).max(10_000), tag }),
    output: z.object({ untagged: z.int() }),
  }),
  setAttributes: route({
    method: 'PATCH',
    path: '/people/{personId}/attributes',
    summary: 'Set attributes by hand',
    may: 'profile:write',
    input: z.object({
      personId: bigId,
      attributes: z.record(
        z.string().min(1).max(100),
        z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]),
      ),
    }),
    output: z.object({ ok: z.literal(true) }),
    refusals: { no_such_person },
  }),
  setConsent: route({
    method: 'PUT',
    path: '/people/{personId}/consent',
    summary: 'Opt a person out of a carrier, or in again',
    may: 'profile:write',
    input: z.object({ personId: bigId, carrier, optedOut: z.boolean() }),
    output: z.object({ ok: z.literal(true) }),
    refusals: { no_such_person },
  }),
  personalLink: route({
    method: 'POST',
    path: '/people/{personId}/personal-link',
    summary:
      'A link that opens her own pages (coupons, invitations, privacy) for 7 days, whoever holds it',
    may: 'profile:write',
    input: z.object({
      personId: bigId,
      path: z.string().regex(PAGE_PATH).default('/me').describe('/me, /me/privacy, /i/… or /g/…'),
    }),
    output: z.object({ url: z.string(), until: instant }),
    refusals: { no_such_person, only_a_browser },
  }),
  privacyNotice: route({
    method: 'GET',
    path: '/privacy-notice',
    summary: 'What people read of who keeps their data',
    may: 'profile:read',
    input: z.object({}),
    output: PrivacyNotice,
  }),
  setPrivacyNotice: route({
    method: 'PUT',
    path: '/privacy-notice',
    summary: 'Say who keeps people’s data, whom to ask, and where the policy is',
    may: 'profile:write',
    input: PrivacyNotice,
    output: PrivacyNotice,
  }),
  listTags: route({
    method: 'GET',
    path: '/tags',
    summary: 'Tags with coverage and freshness',
    may: 'profile:read',
    input: z.object({ q: z.string().max(60).optional() }),
    output: z.object({
      items: z.array(
        z.object({
          tag: z.string(),
          people: z.int(),
          percent: z.number(),
          lastAt: instant,
          sources: z.array(z.string()),
        }),
      ),
    }),
  }),
  lifecycle: route({
    method: 'GET',
    path: '/lifecycle',
    summary: 'Rules of stages and tiers, and how people are split now',
    may: 'profile:read',
    input: z.object({}),
    output: z.object({
      rules: LifecycleRules,
      isDefault: z.boolean(),
      stages: z.record(stage, z.int()),
      tiers: z.record(tier, z.int()),
      people: z.int(),
      asOf: instant,
    }),
  }),
  previewLifecycle: route({
    method: 'POST',
    path: '/lifecycle/preview',
    summary: 'How people would be split by other rules',
    may: 'profile:read',
    input: z.object({ rules: LifecycleRules }),
    output: z.object({ stages: z.record(stage, z.int()), tiers: z.record(tier, z.int()) }),
  }),
  setLifecycle: route({
    method: 'PUT',
    path: '/lifecycle',
    summary: 'Change the rules; everybody is looked at again in the background',
    may: 'profile:write',
    input: z.object({ rules: LifecycleRules }),
    output: z.object({ people: z.int() }),
  }),
}
