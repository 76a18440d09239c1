import type { Says } from '#kernel/locale.ts'

/**
 * What the carriers' owners and the law allow of a game: data with a source and the day it was
 * read. An operator sees the verdict before publishing; nothing here offers a way around one.
 */
export type GameCarrier = 'mini_program' | 'h5_in_wechat' | 'wecom' | 'app' | 'own_site' | 'store'
export type Verdict = 'allowed' | 'careful' | 'risky' | 'banned'

export interface Rule {
  carrier: GameCarrier
  verdict: Verdict
  says: Says
  source: string
  readOn: string
}

export const INVITE_RULES: readonly Rule[] = [
  {
    carrier: 'mini_program',
    verdict: 'careful',
    says: {
      'zh-CN': '仅在好友完成下单后奖励;奖励固定、即时,不得以分享本身或朋友圈分享为条件。',
      'zh-TW': '僅在好友完成下單後獎勵；獎勵固定、即時，不得以分享本身或朋友圈分享為條件。',
      en: 'Reward only after the friend’s own purchase; fixed and at once; never for sharing itself or for Moments.',
    },
    source: '微信小程序平台运营规范 5.1.3–5.1.7',
    readOn: '2026-07-01',
  },
  {
    carrier: 'h5_in_wechat',
    verdict: 'risky',
    says: {
      'zh-CN': '微信内外链的利诱分享可能被判违规并封禁域名;请由 APP、官网或门店发起,或改用小程序。',
      'zh-TW':
        '微信內外部連結的利誘分享可能被判違規並封鎖網域；請由 APP、官網或門市發起，或改用小程式。',
      en: 'Rewarded sharing of external links inside WeChat may be judged a violation and the domain blocked; start it in the app, on the site or in stores, or use a mini program.',
    },
    source: '微信外部链接内容管理规范 2.1.2',
    readOn: '2026-02-04',
  },
  {
    carrier: 'wecom',
    verdict: 'careful',
    says: {
      'zh-CN': '可由导购一对一告知活动;不得强制或反复催促转发。',
      'zh-TW': '可由導購一對一告知活動；不得強制或反覆催促轉發。',
      en: 'Guides may tell people of it one by one; never force or keep urging them to forward.',
    },
    source: '微信外部链接内容管理规范; 企业微信使用规范',
    readOn: '2026-02-04',
  },
  {
    carrier: 'app',
    verdict: 'allowed',
    says: {
      'zh-CN': '自有 APP 内可用;规则须醒目、真实。',
      'zh-TW': '自有 APP 內可用；規則須醒目、真實。',
      en: 'Fine in your own app; the rules must be prominent and true.',
    },
    source: '规范促销行为暂行规定',
    readOn: '2026-07-01',
  },
  {
    carrier: 'own_site',
    verdict: 'allowed',
    says: {
      'zh-CN': '自有网站可用;规则须醒目、真实。',
      'zh-TW': '自有網站可用；規則須醒目、真實。',
      en: 'Fine on your own site; the rules must be prominent and true.',
    },
    source: '规范促销行为暂行规定',
    readOn: '2026-07-01',
  },
  {
    carrier: 'store',
    verdict: 'allowed',
    says: {
      'zh-CN': '线下门店可用;规则须当面可见。',
      'zh-TW': '實體門市可用；規則須當面可見。',
      en: 'Fine in stores; the rules must be there to read.',
    },
    source: '规范促销行为暂行规定',
    readOn: '2026-07-01',
  },
]

/** True of every rewarded invitation: rewards go one level deep (禁止传销条例; 小程序规范 5.9). */
export const REWARD_LEVELS = 1
