import type { Says } from '#kernel/locale.ts'
import type { Definition, PropertyDefinition, PropertyType } from './definition.ts'

/** Event · 简体 · 繁體 · English · properties: `name:type`, text where no type is told, `!` required. */
const EVENTS = `
page_viewed · 浏览页面 · 瀏覽頁面 · Page viewed · url path title referrer
page_left · 离开页面 · 離開頁面 · Page left · path duration_s:number
page_dwelled · 区域停留 · 區域停留 · Page dwelled on · duration_s:number
app_launched · 启动 · 啟動 · App launched · scene path
app_shown · 显示 · 顯示 · App shown · scene path
app_hidden · 进入后台 · 進入背景 · App hidden · duration_s:number
element_clicked · 点击元素 · 點擊元素 · Element clicked · element_selector element_id text
content_shared · 分享 · 分享 · Content shared · path method depth:integer
share_opened · 打开分享 · 開啟分享 · Share opened · sharer_id depth:integer path
favorite_added · 收藏 · 收藏 · Favourite added · object_type object_id
favorite_removed · 取消收藏 · 取消收藏 · Favourite removed · object_type object_id
account_signed_up · 注册 · 註冊 · Account signed up · method
account_logged_in · 登录 · 登入 · Account logged in · method
member_joined · 入会 · 入會 · Member joined · member_id! level store_id
member_level_changed · 会员等级变化 · 會員等級變化 · Member level changed · member_id! from! to!
points_earned · 获得积分 · 獲得點數 · Points earned · points:number! reason! balance:number
points_spent · 使用积分 · 使用點數 · Points spent · points:number! reason! balance:number
points_expired · 积分过期 · 點數過期 · Points expired · points:number! reason balance:number
products_searched · 搜索商品 · 搜尋商品 · Products searched · query! result_count:integer
product_list_viewed · 浏览商品列表 · 瀏覽商品清單 · Product list viewed · list_id
product_exposed · 商品曝光 · 商品曝光 · Product exposed · product_id! list_id position:integer
product_clicked · 点击商品 · 點擊商品 · Product clicked · product_id! list_id position:integer
product_viewed · 浏览商品 · 瀏覽商品 · Product viewed · product_id! price:number name category brand
product_added · 加入购物车 · 加入購物車 · Product added · product_id! quantity:integer! price:number!
product_removed · 移出购物车 · 移出購物車 · Product removed · product_id! quantity:integer price:number
cart_viewed · 查看购物车 · 檢視購物車 · Cart viewed · products:list value:number
checkout_started · 开始结算 · 開始結帳 · Checkout started · products:list value:number
order_submitted · 提交订单 · 提交訂單 · Order submitted · order_id! amount:number! products:list
payment_started · 发起支付 · 發起付款 · Payment started · order_id! amount:number! method
payment_failed · 支付未成 · 付款未成 · Payment failed · order_id! amount:number! method
order_paid · 支付成功 · 付款成功 · Order paid · order_id! pay_amount:number! paid_at:date products:list coupon_ids:list discount:number store_id guide_id
order_shipped · 发货 · 出貨 · Order shipped · order_id!
order_received · 确认收货 · 確認收貨 · Order received · order_id!
order_cancelled · 取消订单 · 取消訂單 · Order cancelled · order_id! reason
refund_requested · 申请退款 · 申請退款 · Refund requested · order_id! refund_id! amount:number! products:list
refund_completed · 完成退款 · 完成退款 · Refund completed · order_id! refund_id amount:number! products:list
product_reviewed · 评价商品 · 評價商品 · Product reviewed · product_id! rating:number!
promotion_viewed · 活动曝光 · 活動曝光 · Promotion viewed · promotion_id! position
promotion_clicked · 点击活动 · 點擊活動 · Promotion clicked · promotion_id! position
coupon_received · 领取优惠券 · 領取優惠券 · Coupon received · coupon_id! coupon_code value:number
coupon_applied · 使用优惠券 · 使用優惠券 · Coupon applied · coupon_id! coupon_code order_id!
coupon_denied · 优惠券被拒 · 優惠券被拒 · Coupon denied · coupon_id coupon_code reason
coupon_redeemed · 核销优惠券 · 核銷優惠券 · Coupon redeemed · coupon_id! coupon_code order_id store_id
coupon_expired · 优惠券过期 · 優惠券過期 · Coupon expired · coupon_id! coupon_code
activity_joined · 参加活动 · 參加活動 · Activity joined · activity_id! activity_type!
activity_completed · 完成活动 · 完成活動 · Activity completed · activity_id! activity_type!
invite_sent · 发出邀请 · 發出邀請 · Invite sent · inviter_id campaign_id
invite_accepted · 接受邀请 · 接受邀請 · Invite accepted · inviter_id invitee_id campaign_id
guide_bound · 绑定导购 · 綁定導購 · Guide bound · guide_id! store_id
store_visited · 到店 · 到店 · Store visited · store_id!
live_entered · 进入直播间 · 進入直播間 · Live entered · live_id!
live_left · 离开直播间 · 離開直播間 · Live left · live_id! duration_s:number
`

export interface DefaultEvent {
  says: Says
  definition: Definition
}

function property(text: string): PropertyDefinition {
  const required = text.endsWith('!')
  const [name = '', type = 'string'] = text.replace('!', '').split(':')
  return { name, type: type as PropertyType, required, allowed: [], unit: '' }
}

/** The project's own taxonomy as a plan. It only watches: who never opens the page loses nothing. */
export const DEFAULT_PLAN: ReadonlyMap<string, DefaultEvent> = new Map(
  EVENTS.trim()
    .split('\n')
    .map((line) => {
      const [event = '', cn = '', tw = '', en = '', names = ''] = line.split(' · ')
      const properties = names.split(' ').map(property)
      const definition: Definition = {
        ...{ title: '', note: '', owner: '' },
        ...{ mode: 'watch', others: 'watch', properties },
      }
      return [event, { says: { 'zh-CN': cn, 'zh-TW': tw, en }, definition }]
    }),
)
