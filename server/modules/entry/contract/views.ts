import { z } from 'zod'
import { WelcomeVariant } from '../model/welcome.ts'
import { STATUSES } from '../model/code.ts'
import { CONNECTION_KINDS } from '../model/connection.ts'
import { DUTY_STANDINGS, DutyPlan } from '../model/duty.ts'
import { PLATFORM_IDS } from '../model/platforms.ts'

const Instant = z.iso.datetime()

export const ConnectionView = z.object({
  id: z.uuid(),
  kind: z.enum(CONNECTION_KINDS),
  name: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  /** which secrets are kept; never what they are */
  secretsKept: z.array(z.string()),
  /** to be entered on the platform's callback page */
  callbackUrl: z.string().nullable(),
  testedAt: Instant.nullable(),
  testOk: z.boolean().nullable(),
  testSays: z.string().nullable(),
  updatedAt: Instant,
})
export type ConnectionView = z.output<typeof ConnectionView>

/** `cacFen` and `roi` are null where there is nothing to divide by. */
export const Figures = z.object({
  clicks: z.int(),
  clickers: z.int(),
  adds: z.int(),
  orders: z.int(),
  buyers: z.int(),
  revenueFen: z.int(),
  costFen: z.int(),
  cacFen: z.int().nullable(),
  roi: z.number().nullable(),
})

export const AccountView = z.object({
  id: z.uuid(),
  platform: z.enum(PLATFORM_IDS),
  platformName: z.string(),
  name: z.string(),
  handle: z.string().nullable(),
  url: z.string().nullable(),
  posts: z.int(),
  createdAt: Instant,
})
export type AccountView = z.output<typeof AccountView>

export const PostView = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  platform: z.enum(PLATFORM_IDS),
  platformName: z.string(),
  title: z.string(),
  contentId: z.uuid().nullable(),
  codeId: z.uuid().nullable(),
  /** where the post itself can be seen */
  url: z.string().nullable(),
  /** the tracked link to put into the post */
  trackedUrl: z.string(),
  targetUrl: z.string(),
  costFen: z.int(),
  impressions: z.int().nullable(),
  reads: z.int().nullable(),
  postedAt: Instant,
})
export type PostView = z.output<typeof PostView>

export const CodeView = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  status: z.enum(STATUSES),
  state: z.string(),
  configId: z.string().nullable(),
  qrCodeUrl: z.string().nullable(),
  /** the page to print or share: it counts who looked, so the loss before adding is known */
  pageUrl: z.string(),
  printUrl: z.string(),
  staffUserids: z.array(z.string()),
  skipVerify: z.boolean(),
  welcomeText: z.string().nullable(),
  welcomeContentId: z.uuid().nullable(),
  accountId: z.uuid().nullable(),
  postId: z.uuid().nullable(),
  platform: z.enum(PLATFORM_IDS).nullable(),
  failure: z.string().nullable(),
  duty: DutyPlan.nullable(),
  /** who stands behind the code in WeCom now */
  servingUserids: z.array(z.string()),
  /** `nobody`: even the stand-ins have had enough, so those on duty go on */
  dutyStanding: z.enum(DUTY_STANDINGS),
  /** when the duty next changes by time alone */
  dutyNextAt: Instant.nullable(),
  dutyFailure: z.string().nullable(),
  /** made for one person alone: people serve it one at a time */
  isSingle: z.boolean(),
  welcomes: z.array(WelcomeVariant),
  lastAddedAt: Instant.nullable(),
  createdAt: Instant,
})
export type CodeView = z.output<typeof CodeView>
