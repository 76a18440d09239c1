import { z } from 'zod'
import { pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import {
  noSuchAccount,
  noSuchPost,
  noSuchCode,
  noSuchConnection,
  noSuchContent,
  secretMissing,
  nameTaken,
  nowhere,
  wecom,
  wrongStatus,
  badCsv,
} from './contract/refusals.ts'
import { groupCodeRoutes } from './contract/group-codes.ts'
import { AccountView, CodeView, ConnectionView, Figures, PostView } from './contract/views.ts'
import { STATUSES } from './model/code.ts'
import { ConnectionInput } from './model/connection.ts'
import { DutyPlan } from './model/duty.ts'
import { PLATFORM_IDS } from './model/platforms.ts'
import { WelcomeVariant } from './model/welcome.ts'

const Instant = z.iso.datetime({ offset: true })
const WebUrl = z.url({ protocol: /^https?$/ }).max(2_048)
const Fen = z.int().min(0).max(1_000_000_000_000)
const Id = z.object({ id: z.uuid() })

const Period = {
  from: Instant.optional(),
  to: Instant.optional(),
  /** counts only what had happened by then; default: now */
  asOf: Instant.optional(),
}

const welcome = {
  welcomeText: z.string().trim().min(1).max(1_000).optional(),
  welcomeContentId: z.uuid().optional(),
  /** other words at some hours; the first that fits */
  welcomes: z.array(WelcomeVariant).max(20).default([]),
}

const codeSettings = {
  name: z.string().trim().min(1).max(30),
  staffUserids: z.array(z.string().min(1).max(64)).min(1).max(100),
  skipVerify: z.boolean().default(true),
  accountId: z.uuid().optional(),
  /** shifts, daily caps, stand-ins, shares; without it the staff is always on duty */
  duty: DutyPlan.optional(),
}

const PostFigures = {
  costFen: Fen.optional(),
  impressions: z.int().min(0).optional(),
  reads: z.int().min(0).optional(),
}

const GreetingView = z.object({
  text: z.string().nullable(),
  contentId: z.uuid().nullable(),
  variants: z.array(WelcomeVariant),
})

export const entryContract = {
  listPlatforms: route({
    method: 'GET',
    path: '/entry/platforms',
    summary: 'Platforms that accounts may be on',
    may: 'entry:read',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ id: z.enum(PLATFORM_IDS), name: z.string() })),
    }),
  }),
  listConnections: route({
    method: 'GET',
    path: '/entry/connections',
    summary: 'Connections to platforms, without their secrets',
    may: 'entry:read',
    input: z.object({}),
    output: z.object({ items: z.array(ConnectionView) }),
  }),
  saveConnection: route({
    method: 'POST',
    path: '/entry/connections',
    summary: 'Connect a platform, or change its connection; secrets left out are kept',
    may: 'entry:write',
    input: ConnectionInput,
    output: ConnectionView,
    refusals: secretMissing,
  }),
  testConnection: route({
    method: 'POST',
    path: '/entry/connections/{id}/test',
    summary: 'Try whether the platform answers to these credentials; sends nothing to anybody',
    may: 'entry:write',
    input: Id,
    output: ConnectionView,
    refusals: noSuchConnection,
  }),
  createAccount: route({
    method: 'POST',
    path: '/entry/accounts',
    summary: 'Register an account of the brand on a platform',
    may: 'entry:write',
    input: z.object({
      platform: z.enum(PLATFORM_IDS),
      name: z.string().trim().min(1).max(60),
      handle: z.string().max(100).optional(),
      url: WebUrl.optional(),
    }),
    output: AccountView,
    refusals: nameTaken,
  }),
  listAccounts: route({
    method: 'GET',
    path: '/entry/accounts',
    summary: 'The account matrix',
    may: 'entry:read',
    input: z.object({
      ...pageInput,
      platform: z.enum(PLATFORM_IDS).optional(),
      q: z.string().max(60).optional(),
    }),
    output: pageOf(AccountView),
  }),
  createPost: route({
    method: 'POST',
    path: '/entry/posts',
    summary: 'Place content by an account: makes the post’s own tracked link',
    may: 'entry:write',
    input: z.object({
      accountId: z.uuid(),
      title: z.string().trim().min(1).max(120),
      contentId: z.uuid().optional(),
      codeId: z.uuid().optional(),
      targetUrl: WebUrl.optional(),
      url: WebUrl.optional(),
      postedAt: Instant.optional(),
      ...PostFigures,
    }),
    output: PostView,
    refusals: { ...noSuchAccount, ...noSuchContent, ...noSuchCode, ...nowhere },
  }),
  listPosts: route({
    method: 'GET',
    path: '/entry/posts',
    summary: 'Posts, newest first',
    may: 'entry:read',
    input: z.object({
      ...pageInput,
      accountId: z.uuid().optional(),
      platform: z.enum(PLATFORM_IDS).optional(),
      contentId: z.uuid().optional(),
      q: z.string().max(120).optional(),
    }),
    output: pageOf(PostView),
  }),
  getPost: route({
    method: 'GET',
    path: '/entry/posts/{id}',
    summary: 'One post',
    may: 'entry:read',
    input: Id,
    output: PostView,
    refusals: noSuchPost,
  }),
  setPostFigures: route({
    method: 'PUT',
    path: '/entry/posts/{id}/figures',
    summary: 'What the platform says of a post, and what it cost; what is left out stays',
    may: 'entry:write',
    input: Id.extend(PostFigures),
    output: PostView,
    refusals: noSuchPost,
  }),
  importPostFigures: route({
    method: 'POST',
    path: '/entry/posts/figures/csv',
    summary: 'The same for many: columns postId, costFen or cost, impressions, reads',
    may: 'entry:write',
    input: z.object({ csv: z.string().min(1).max(5_000_000) }),
    output: z.object({
      accepted: z.int(),
      refused: z.array(z.object({ line: z.int(), field: z.string(), reason: z.string() })),
    }),
    refusals: badCsv,
  }),
  matrixFigures: route({
    method: 'GET',
    path: '/entry/figures',
    summary: 'Clicks, adds, orders, revenue, cost, CAC and ROI by post, account or platform',
    may: 'entry:read',
    input: z.object({
      ...Period,
      by: z.enum(['post', 'account', 'platform']).default('post'),
      /** orders count when paid within this many days after the person's first touch */
      withinDays: z.int().min(1).max(365).default(30),
    }),
    output: z.object({
      items: z.array(Figures.extend({ key: z.string(), name: z.string() })),
      withinDays: z.int(),
      asOf: Instant,
      definition: z.string(),
    }),
  }),
  ...groupCodeRoutes,
  createCode: route({
    method: 'POST',
    path: '/entry/codes',
    summary: 'Make a staff code (企业微信「联系我」) whose state is ours',
    may: 'entry:write',
    input: z.object({
      ...codeSettings,
      ...welcome,
    }),
    output: CodeView,
    refusals: { ...wecom, ...noSuchAccount, ...noSuchContent },
  }),
  listCodes: route({
    method: 'GET',
    path: '/entry/codes',
    summary: 'Staff codes, newest first',
    may: 'entry:read',
    input: z.object({
      ...pageInput,
      status: z.enum(STATUSES).optional(),
      /** only those by which nobody was added for so many days */
      unusedDays: z.coerce.number().int().min(1).max(3_650).optional(),
      accountId: z.uuid().optional(),
      q: z.string().max(60).optional(),
    }),
    output: pageOf(CodeView),
  }),
  getCode: route({
    method: 'GET',
    path: '/entry/codes/{id}',
    summary: 'One code',
    may: 'entry:read',
    input: Id,
    output: CodeView,
    refusals: noSuchCode,
  }),
  retryCode: route({
    method: 'POST',
    path: '/entry/codes/{id}/retry',
    summary: 'Ask WeCom again for a code it did not make',
    may: 'entry:write',
    input: Id,
    output: CodeView,
    refusals: { ...noSuchCode, ...wecom, ...wrongStatus },
  }),
  changeCode: route({
    method: 'PUT',
    path: '/entry/codes/{id}',
    summary: 'Change who serves a code, when and how many a day; what is printed stays',
    may: 'entry:write',
    input: Id.extend(codeSettings),
    output: CodeView,
    refusals: { ...noSuchCode, ...noSuchAccount, ...wrongStatus },
  }),
  setCodeWelcome: route({
    method: 'PUT',
    path: '/entry/codes/{id}/welcome',
    summary: 'What whoever comes by this code receives',
    may: 'entry:write',
    input: Id.extend(welcome),
    output: CodeView,
    refusals: { ...noSuchCode, ...noSuchContent },
  }),
  deleteCode: route({
    method: 'DELETE',
    path: '/entry/codes/{id}',
    summary: 'Take a code out of WeCom; printed copies stop working',
    may: 'entry:write',
    input: Id,
    output: CodeView,
    refusals: { ...noSuchCode, ...wecom },
  }),
  codePath: route({
    method: 'GET',
    path: '/entry/codes/{id}/path',
    summary: 'The entry path: scan → page → add → greeted → next step, with what is lost between',
    may: 'entry:read',
    input: Id.extend(Period),
    output: z.object({
      steps: z.array(
        z.object({
          step: z.enum(['scan', 'page', 'add', 'greeted', 'next']),
          name: z.string(),
          people: z.int(),
          times: z.int(),
        }),
      ),
      next: z.object({ clicked: z.int(), ordered: z.int() }),
      left: z.int(),
      asOf: Instant,
    }),
    refusals: noSuchCode,
  }),
  getGreeting: route({
    method: 'GET',
    path: '/entry/greeting',
    summary: 'What newcomers receive whose code says nothing of its own',
    may: 'entry:read',
    input: z.object({}),
    output: GreetingView,
  }),
  setGreeting: route({
    method: 'PUT',
    path: '/entry/greeting',
    summary: 'Set it',
    may: 'entry:write',
    input: z.object({
      text: z.string().trim().min(1).max(1_000),
      contentId: z.uuid().optional(),
      /** other words at some hours or for some platforms; the first that fits */
      variants: z.array(WelcomeVariant).max(20).default([]),
    }),
    output: GreetingView,
    refusals: noSuchContent,
  }),
}
