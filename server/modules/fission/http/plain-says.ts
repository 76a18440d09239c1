import type { Locale } from '#kernel/locale.ts'
import type { ClosedReason } from '../model/game.ts'
import type { Standing } from '../model/page.ts'

interface PlainSays {
  invites: string
  somebody: string
  accept: string
  rules: string
  privacy: string
  closed: Readonly<Record<ClosedReason, string>>
  standing: Readonly<Record<Standing, string>>
}

/** What the page says before it is drawn; the drawn page has its own words in `pages/i18n`. */
export const PLAIN: Readonly<Record<Locale, PlainSays>> = {
  'zh-CN': {
    invites: '{name}邀请你',
    somebody: '你的朋友',
    accept: '接受邀请',
    rules: '活动规则',
    privacy: '接受后，我们会记录是谁邀请了你，仅用于发放优惠券；首单之前可随时撤回。',
    closed: { not_live: '活动已暂停', not_started: '活动还没有开始', ended: '活动已经结束' },
    standing: {
      open: '',
      own: '这是你自己的邀请，请发给朋友',
      kept: '你已接受过另一位朋友的邀请',
      not_new: '这份邀请留给还没有下过单的新朋友',
      accepted: '已接受邀请',
      rewarded: '首单已完成，优惠券已发放',
      revoked: '这份奖励已按规则收回',
      refused: '这次没有符合活动规则',
      expired: '首单期限已过',
    },
  },
  'zh-TW': {
    invites: '{name}邀請你',
    somebody: '你的朋友',
    accept: '接受邀請',
    rules: '活動規則',
    privacy: '接受後，我們會記錄是誰邀請了你，僅用於發放優惠券；首單之前可隨時撤回。',
    closed: { not_live: '活動已暫停', not_started: '活動尚未開始', ended: '活動已經結束' },
    standing: {
      open: '',
      own: '這是你自己的邀請，請傳給朋友',
      kept: '你已接受過另一位朋友的邀請',
      not_new: '這份邀請留給還沒有下過單的新朋友',
      accepted: '已接受邀請',
      rewarded: '首單已完成，優惠券已發放',
      revoked: '這份獎勵已按規則收回',
      refused: '這次沒有符合活動規則',
      expired: '首單期限已過',
    },
  },
  en: {
    invites: '{name} invites you',
    somebody: 'A friend',
    accept: 'Accept',
    rules: 'Rules',
    privacy:
      'If you accept, we remember who invited you, for the coupons and nothing else. You can take it back until your first order.',
    closed: { not_live: 'Paused for now', not_started: 'Not begun yet', ended: 'This is over' },
    standing: {
      open: '',
      own: 'This invitation is your own: send it to a friend',
      kept: 'You have accepted another friend’s invitation',
      not_new: 'This is for friends who have not ordered here yet',
      accepted: 'You have accepted',
      rewarded: 'Your first order is in, and the coupons were given',
      revoked: 'The reward was taken back under the rules',
      refused: 'This did not meet the rules',
      expired: 'The time for the first order is over',
    },
  },
}
