import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { GAME_ACTS, GAME_STATES, InviteRules } from './model/game.ts'

const instant = z.iso.datetime()
const gameId = z.uuid()
const name = z.string().trim().min(1).max(100)
const code = z.string().min(4).max(40)

const IdentifierInput = z.object({
  kind: z.enum([
    'anonymous_id',
    'user_id',
    'unionid',
    'openid',
    'external_userid',
    'phone',
    'email',
    'member_id',
    'device_id',
    'cookie_id',
  ]),
  scope: z.string().max(100).default(''),
  value: z.string().min(1).max(200),
})
const identifiers = z.array(IdentifierInput).min(1).max(20)

export const GameView = z.object({
  gameId,
  kind: z.literal('invite'),
  name,
  state: z.enum(GAME_STATES),
  /** what may be done now; anything else is refused */
  may: z.array(z.enum(GAME_ACTS)),
  rules: InviteRules,
  inviters: z.int(),
  accepted: z.int(),
  rewarded: z.int(),
  createdAt: instant,
  changedAt: instant,
  changedBy: z.string(),
})

const InvitationView = z.object({
  invitationId: z.uuid(),
  code: z.string(),
  url: z.string(),
  inviterPersonId: bigId,
  /** Opens the inviter's own page for 7 days to whoever holds it: send her there, and nobody else. */
  personalUrl: z.string().nullable(),
})

export const fissionRefusals = {
  no_such_game: {
    status: 404,
    en: 'There is no such game.',
    'zh-CN': '没有这个活动。',
    'zh-TW': '沒有這個活動。',
  },
  no_such_invitation: {
    status: 404,
    en: 'There is no such invitation.',
    'zh-CN': '没有这个邀请。',
    'zh-TW': '沒有這個邀請。',
  },
  no_such_coupon: {
    status: 422,
    en: 'There is no such coupon: {couponId}. Make it under benefits first.',
    'zh-CN': '没有这张优惠券:{couponId}。请先在权益中创建。',
    'zh-TW': '沒有這張優惠券：{couponId}。請先在權益中建立。',
  },
  coupon_limit: {
    status: 422,
    en: 'The inviter’s coupon may be held {limitPerPerson} times by one person, fewer than the {maxRewardsPerInviter} rewards the rules promise. Change one of the two.',
    'zh-CN':
      '邀请人优惠券每人限领 {limitPerPerson} 张,少于规则承诺的 {maxRewardsPerInviter} 次奖励,请调整其一。',
    'zh-TW':
      '邀請人優惠券每人限領 {limitPerPerson} 張，少於規則承諾的 {maxRewardsPerInviter} 次獎勵，請調整其一。',
  },
  closed: {
    status: 409,
    en: 'The game is not open now ({because}).',
    'zh-CN': '活动当前未开放({because})。',
    'zh-TW': '活動目前未開放（{because}）。',
  },
  own_invitation: {
    status: 409,
    en: 'Nobody can accept her own invitation.',
    'zh-CN': '不能接受自己的邀请。',
    'zh-TW': '不能接受自己的邀請。',
  },
  not_new: {
    status: 409,
    en: 'Only who has not bought before can be brought.',
    'zh-CN': '仅限从未下单的新朋友参与。',
    'zh-TW': '僅限從未下單的新朋友參加。',
  },
  not_possible: {
    status: 409,
    en: 'A game that is {state} cannot do that.',
    'zh-CN': '活动处于“{state}”状态,不能执行此操作。',
    'zh-TW': '活動處於「{state}」狀態，不能執行此操作。',
  },
  live_rules: {
    status: 409,
    en: 'Rules of a game that people are playing cannot change. End it and copy it.',
    'zh-CN': '进行中的活动不能修改规则,请结束后复制新建。',
    'zh-TW': '進行中的活動不能修改規則，請結束後複製新增。',
  },
} as const
const { no_such_game, no_such_invitation, no_such_coupon, coupon_limit } = fissionRefusals
const { closed, own_invitation, not_new } = fissionRefusals

export const fissionContract = {
  listGames: route({
    method: 'GET',
    path: '/fission/games',
    summary: 'Games',
    may: 'fission:read',
    input: z.object(pageInput),
    output: pageOf(GameView),
  }),
  game: route({
    method: 'GET',
    path: '/fission/games/{gameId}',
    summary: 'One game',
    may: 'fission:read',
    input: z.object({ gameId }),
    output: GameView,
    refusals: { no_such_game },
  }),
  createGame: route({
    method: 'POST',
    path: '/fission/games',
    summary: 'Make an invite-a-friend game (邀请有礼) as a draft',
    may: 'fission:write',
    input: z.object({ name, rules: InviteRules }),
    output: GameView,
    refusals: { no_such_coupon, coupon_limit },
  }),
  changeGame: route({
    method: 'PUT',
    path: '/fission/games/{gameId}',
    summary: 'Change a draft',
    may: 'fission:write',
    input: z.object({ gameId, name, rules: InviteRules }),
    output: GameView,
    refusals: {
      no_such_game,
      no_such_coupon,
      coupon_limit,
      live_rules: fissionRefusals.live_rules,
    },
  }),
  actOnGame: route({
    method: 'POST',
    path: '/fission/games/{gameId}/{act}',
    summary: 'Publish, pause, resume or end',
    may: 'fission:write',
    input: z.object({ gameId, act: z.enum(GAME_ACTS) }),
    output: GameView,
    refusals: { no_such_game, not_possible: fissionRefusals.not_possible },
  }),
  gamePages: route({
    method: 'GET',
    path: '/fission/games/{gameId}/pages',
    summary: 'Where people see the game, and a look at both sides before anybody is invited',
    may: 'fission:read',
    input: z.object({ gameId }),
    output: z.object({
      url: z.string(),
      previews: z.object({ friend: z.string(), inviter: z.string() }),
      until: instant,
    }),
    refusals: { no_such_game },
  }),
  compliance: route({
    method: 'GET',
    path: '/fission/compliance',
    summary: 'What each carrier and the law allow of a game, with source and date',
    may: 'fission:read',
    input: z.object({ kind: z.literal('invite').default('invite') }),
    output: z.object({
      rewardLevels: z.int(),
      items: z.array(
        z.object({
          carrier: z.string(),
          verdict: z.enum(['allowed', 'careful', 'risky', 'banned']),
          says: z.string(),
          source: z.string(),
          readOn: z.string(),
        }),
      ),
    }),
  }),
  invite: route({
    method: 'POST',
    path: '/fission/games/{gameId}/invitations',
    summary: 'The invitation of a person: made once, the same ever after',
    may: 'fission:write',
    input: z.object({ gameId, identifiers }),
    output: InvitationView,
    refusals: { no_such_game, closed },
  }),
  accept: route({
    method: 'POST',
    path: '/fission/invitations/{code}/accept',
    summary: 'A friend accepts an invitation',
    may: 'fission:write',
    input: z.object({ code, identifiers }),
    output: z.object({
      /** `kept`: somebody else had brought her before and keeps her */
      outcome: z.enum(['accepted', 'already_accepted', 'kept']),
      inviteePersonId: bigId,
      inviterPersonId: bigId,
    }),
    refusals: { no_such_invitation, closed, own_invitation, not_new },
  }),
  tree: route({
    method: 'GET',
    path: '/fission/games/{gameId}/tree',
    summary: 'Who brought whom, by generation, with K-factor and rewards',
    may: 'fission:read',
    input: z.object({ gameId, limit: z.int().min(1).max(20_000).default(5_000) }),
    output: z.object({
      numbers: z.object({
        inviters: z.int(),
        invitationsOpened: z.int(),
        accepted: z.int(),
        converted: z.int(),
        revoked: z.int(),
        kFactor: z.number(),
        medianCycleHours: z.number().nullable(),
        generations: z.int(),
      }),
      nodes: z.array(
        z.object({
          personId: bigId,
          name: z.string().nullable(),
          parentId: bigId.nullable(),
          generation: z.int(),
          state: z.enum(['root', 'accepted', 'rewarded', 'revoked', 'refused', 'expired']),
          acceptedAt: instant.nullable(),
          brought: z.int(),
          converted: z.int(),
        }),
      ),
      rewards: z.array(
        z.object({
          acceptanceId: z.uuid(),
          inviterPersonId: bigId,
          inviteePersonId: bigId,
          state: z.enum(['accepted', 'rewarded', 'revoked', 'refused', 'expired']),
          why: z.string(),
          orderId: z.string().nullable(),
          inviterGrant: z.uuid().nullable(),
          inviteeGrant: z.uuid().nullable(),
          inviterOutcome: z.string().nullable(),
          inviteeOutcome: z.string().nullable(),
        }),
      ),
      complete: z.boolean(),
      asOf: instant,
    }),
    refusals: { no_such_game },
  }),
}
