import type { Predicate } from '#modules/audience/model/predicate.ts'
import type { Graph } from '../model/graph.ts'
import { at, lines, thing } from './playbook.ts'
import type { Playbook, Things } from './playbook.ts'

const did = (
  event: string,
  within: number | 'ever',
  n = 1,
  op: 'gte' | 'eq' = 'gte',
): Predicate => ({
  kind: 'event',
  event,
  where: [],
  count: { op, n },
  window: within === 'ever' ? { kind: 'ever' } : { kind: 'within_days', days: within },
})
const looked = (days: number): Predicate => ({
  kind: 'or',
  of: [did('product_viewed', days), did('page_viewed', days)],
})
const orders = (n: number): Predicate => did('order_paid', 'ever', n, 'eq')
const usesApp: Predicate = {
  kind: 'attribute',
  name: 'app_user',
  test: { op: 'is', value: true },
}

/** One step of the ladder: a coupon, then the letter that tells of it; APP users get no SMS. */
function rung(n: 1 | 2 | 3, row: number, { contents, coupons }: Things) {
  const name = ['first', 'second', 'third'][n - 1] ?? ''
  const letter = { contentId: thing(contents, name), letterKind: 'marketing' }
  return [
    at(7, row, `coupon_${n}`, 'grant_coupon', { couponId: thing(coupons, name) }),
    at(8, row, `app_${n}`, 'branch', { predicate: usesApp }, 'APP 用户?'),
    at(9, row, `app_letter_${n}`, 'send', {
      ...letter,
      carriers: ['wecom_message', 'official_account'],
    }),
    at(9, row + 1, `letter_${n}`, 'send', {
      ...letter,
      carriers: ['wecom_message', 'official_account', 'sms'],
    }),
  ]
}

const rungLines = (n: number) => `
  coupon_${n}.granted → app_${n}
  coupon_${n}.not_granted → rest
  app_${n}.yes → app_letter_${n}
  app_${n}.no → letter_${n}
  app_letter_${n}.sent_or_queued → rest
  app_letter_${n}.withheld → rest
  letter_${n}.sent_or_queued → rest
  letter_${n}.withheld → rest`

function instantiate(things: Things): Graph {
  const { contents, coupons } = things
  const visited: Predicate = {
    kind: 'and',
    of: [looked(1), { kind: 'not', of: did('order_paid', 1) }],
  }
  return {
    nodes: [
      at(0, 1, 'joined', 'event', { event: 'wecom_friend_added', where: [] }, '新人加入'),
      at(1, 1, 'packet', 'grant_coupon', { couponId: thing(coupons, 'newcomer') }, '新人红包'),
      at(2, 1, 'hello', 'send', {
        contentId: thing(contents, 'newcomer'),
        carriers: ['wecom_message', 'official_account'],
        letterKind: 'marketing',
      }),
      at(3, 1, 'first_day', 'wait_for', {
        event: 'order_paid',
        where: [],
        amount: 1,
        unit: 'days',
      }),
      at(4, 1, 'visited', 'branch', { predicate: visited }, '昨天访问未下单?'),
      at(5, 1, 'no_order_yet', 'branch', { predicate: orders(0) }, '还没有下过单?'),
      at(6, 3, 'one_order', 'branch', { predicate: orders(1) }, '只下过一单?'),
      ...rung(1, 0, things),
      ...rung(2, 3, things),
      ...rung(3, 6, things),
      at(11, 3, 'rest', 'wait', { amount: 1, unit: 'days' }),
      at(12, 3, 'still_here', 'branch', { predicate: looked(30) }, '近 30 天来过?'),
      at(13, 4, 'gone', 'exit', {}),
      at(4, 7, 'regular', 'goal', { by: 'predicate', predicate: did('order_paid', 'ever', 3) }),
    ],
    edges: lines(`
      joined.entered → packet
      packet.granted → hello
      packet.not_granted → first_day
      hello.sent_or_queued → first_day
      hello.withheld → first_day
      first_day.happened → rest
      first_day.timed_out → visited
      visited.yes → no_order_yet
      visited.no → rest
      no_order_yet.yes → coupon_1
      no_order_yet.no → one_order
      one_order.yes → coupon_2
      one_order.no → coupon_3${[1, 2, 3].map(rungLines).join('')}
      rest.waited → still_here
      still_here.yes → visited
      still_here.no → gone`),
    reentry: { kind: 'once' },
  }
}

/**
 * The seed's own workflow (mission D1): a newcomer gets a red packet; who looked yesterday and did not
 * order gets a coupon by which order it would be, general ones first, then one for the APP alone.
 */
export const couponLadder: Playbook = {
  name: {
    'zh-CN': '新人红包与阶梯券',
    'zh-TW': '新人紅包與階梯券',
    en: 'Newcomer packet and coupon ladder',
  },
  about: {
    'zh-CN':
      '新人加好友即得红包;昨天访问未下单的,按第一、二、三单发不同的券(通用券或 APP 专享券),第三单后达成目标。',
    'zh-TW':
      '新人加好友即得紅包；昨天造訪未下單的，依第一、二、三單發不同的券（通用券或 APP 專屬券），第三單後達成目標。',
    en: 'A packet for the newcomer; who looked yesterday without ordering gets a coupon by the number of the order it would be (general, then APP-only). The third order is the goal.',
  },
  needs: {
    contents: {
      newcomer: {
        kind: 'article',
        title: '送你一份新人红包',
        body: '欢迎加入!新人红包已放进你的卡包,**全场可用**,今天就挑一本喜欢的书吧。',
        sceneTags: ['新人'],
        purchaseStage: 'need',
        answers: 'what_get',
      },
      first: {
        kind: 'article',
        title: '昨天看的书还在等你',
        body: '为你的**第一单**准备了一张通用券,已放进卡包,三天内有效。',
        sceneTags: ['首单'],
        purchaseStage: 'decision',
        answers: 'what_get',
      },
      second: {
        kind: 'article',
        title: '再来一本?给你留了券',
        body: '谢谢你的第一单。**第二单**用这张通用券更划算。',
        sceneTags: ['复购'],
        purchaseStage: 'decision',
        answers: 'what_get',
      },
      third: {
        kind: 'article',
        title: 'APP 专享:第三单更优惠',
        body: '下载 APP,用这张**APP 专享券**完成第三单,之后的新书提醒也会直接推送给你。',
        sceneTags: ['APP'],
        purchaseStage: 'decision',
        answers: 'what_get',
      },
    },
    coupons: {
      newcomer: {
        name: '新人红包 5 元',
        valueFen: 500,
        thresholdFen: 500,
        stock: 10_000,
        validDays: 7,
      },
      first: {
        name: '首单券 满 49 减 10',
        valueFen: 1_000,
        thresholdFen: 4_900,
        stock: 10_000,
        validDays: 3,
      },
      second: {
        name: '二单券 满 59 减 12',
        valueFen: 1_200,
        thresholdFen: 5_900,
        stock: 10_000,
        validDays: 7,
      },
      third: {
        name: 'APP 专享券 满 59 减 18',
        kind: 'app_only',
        valueFen: 1_800,
        thresholdFen: 5_900,
        stock: 5_000,
        validDays: 7,
      },
    },
    segments: {},
  },
  instantiate,
}
