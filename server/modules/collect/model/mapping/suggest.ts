import type { IdentifierKind } from '#kernel/identifier-kind.ts'
import { leavesOf } from './leaves.ts'
import type { Leaf } from './leaves.ts'
import type { Condition, Field, Mapping, Property, Reading } from './mapping.ts'
import { eachAt } from './path.ts'
import { LOCAL } from './read.ts'
import type { Transform } from './transform.ts'

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** `buyerPhone` and `Buyer-Phone` are `buyer_phone`. */
const snake = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[\s-]+/g, '_')
    .toLowerCase()

const nameOf = ({ path }: Leaf): string => snake(last(path))

/** Names under which shop systems, ERPs and CRMs tell whom it is about. */
const WHO: readonly (readonly [IdentifierKind, RegExp])[] = [
  ['unionid', /^(wx_|wechat_|weixin_)?union_?id$/],
  ['openid', /^(wx_|wechat_|weixin_)?open_?id$/],
  ['external_userid', /^external_user_?id$/],
  ['phone', /(^|_)(phone|mobile|tel)(_no|_number)?$|手机|电话/],
  ['email', /(^|_)e?mail$|邮箱/],
  ['member_id', /^(member|vip|card)_?(id|no|code)$|会员(编?号|卡号|id)|^卡号$/],
  [
    'user_id',
    /^(user|buyer|customer|account|cust)_?(id|no|code)$|^uid$|(用户|客户|买家)(编?号|id)/,
  ],
]
const WHEN =
  /^(paid_at|pay_time|paid_time|payment_time|occurred_at|event_time|happened_at|refunded_at|refund_time|created_at|create_time|created_time|created|timestamp|ts|update_time|updated_at|time)$|(付款|支付|成交|交易|下单|创建|发生|退款).*(时间|日期)|^(时间|日期)$/
const MESSAGE = /^(event_id|msg_id|message_id|notify_id|notification_id|request_id)$/
const WHICH =
  /^(type|event|event_type|event_name|topic|action|status|msg_type)$|^(订单)?(类型|状态|事件|动作)$/
const EVENTS = /^(events|orders|trades|records|list|messages|data|results)$/

/** Our name, and how senders call it. */
type Names = readonly (readonly [string, RegExp])[]

const NAMES: Names = [
  ['order_id', /^(order_id|order_no|order_sn|order_code|tid|trade_no)$|^订?单编?号$/],
  ['refund_id', /^(refund_id|refund_no|refund_sn)$|退款单?编?号/],
]
const MONEY =
  /(amount|price|payment|fee|total|paid|revenue|discount)(_fen|_cents?)?$|金额|实付|应付|[总单]?价/
const AMOUNTS = [/refund|退款/, /pay|paid|actual|实付|支付|付款/, /total|总/, /amount|revenue|金额/]
const OUR_MONEY: Readonly<Record<string, string>> = {
  order_paid: 'pay_amount',
  order_submitted: 'amount',
  refund_completed: 'amount',
}

/** A sender's word for what happened, and ours. The first that fits. */
const HAPPENED: readonly (readonly [string, RegExp])[] = [
  ['order_submitted', /[待未](付|支付)/],
  ['refund_completed', /refund|退款/i],
  ['order_cancelled', /cancel|close|取消|关闭/i],
  ['order_paid', /paid|pay|success|complete|付款|支付|成功|完成/i],
  ['order_shipped', /ship|deliver|发货/i],
  ['member_joined', /member|vip|register|会员|入会/i],
  ['order_submitted', /order|trade|creat|submit|下单|提交/i],
]

/** An order's list of products, and what is counted of each. */
const PRODUCTS = /^(items?|orders|products|goods|goods_list|order_items|details|skus|lines)$/
const OF_PRODUCT: Names = [
  ['product_id', /^(product_id|goods_id|item_id|spu_id|sku|sku_id|outer_sku_id)$/],
  ['quantity', /^(quantity|num|qty|count)$/],
  ['name', /^(name|title|product_name|goods_name)$/],
]

const PROPERTIES = 40
const FIELDS = 30

/** Where the events of a payload stand: a list of things under a name that says so, or the whole. */
export function eventsIn(payload: unknown): string {
  if (Array.isArray(payload)) return ''
  const lists = leavesOf(payload).filter(
    ({ kind, path }) => kind === 'things' && !path.includes('['),
  )
  return lists.find((leaf) => EVENTS.test(nameOf(leaf)))?.path ?? ''
}

/**
 * A first mapping for such payloads, by the names its places have: whom, when, what, and the rest as
 * properties. A beginning for an operator to correct; what it cannot tell stays empty. Local times are
 * of `zone`.
 */
export function suggestedMapping(payload: unknown, zone: string): Mapping {
  const events = eventsIn(payload)
  const [one] = eachAt(payload, events)
  const leaves = leavesOf(one)
  const plain = leaves.filter(({ kind, path }) => !path.includes('[') && kind !== 'empty')
  const which = plain.find((leaf) => leaf.kind === 'text' && WHICH.test(nameOf(leaf)))
  const event = eventOf(which)
  const identifiers = whoIn(plain)
  const when = plain.find((leaf) => WHEN.test(nameOf(leaf)) && timeOf(leaf, zone))
  const id = plain.find((leaf) => MESSAGE.test(nameOf(leaf)))
  const used = new Set([which, when, id].map((leaf) => leaf?.path))
  const left = leaves.filter(
    ({ path }) => !used.has(path) && identifiers.every((told) => told.path !== path),
  )
  const time = when && timeOf(when, zone)
  const as: Reading = {
    ...{ type: 'track', event, identifiers },
    ...(time && { time }),
    messageId: id ? [id.path] : [],
    properties: propertiesFor(left, event),
    attributes: [],
  }
  const is: Condition[] = which ? [{ path: which.path, op: 'is', value: String(which.value) }] : []
  return { events, cases: [{ when: is, as }] }
}

const eventOf = (which: Leaf | undefined): string => {
  if (!which) return ''
  const said = String(which.value)
  return HAPPENED.find(([, like]) => like.test(said))?.[0] ?? snake(said)
}

/** One of each kind: the one that stands highest. */
function whoIn(leaves: readonly Leaf[]): Reading['identifiers'] {
  const byDepth = leaves.toSorted((a, b) => a.path.split('.').length - b.path.split('.').length)
  return WHO.flatMap(([kind, like]) => {
    const found = byDepth.find((leaf) => like.test(nameOf(leaf)))
    return found ? [{ kind, path: found.path, scope: '' }] : []
  })
}

const SECONDS = /^1\d{9}$/
const MILLISECONDS = /^1\d{12}$/

function timeOf({ path, value }: Leaf, zone: string): Reading['time'] {
  const text = String(value)
  if (SECONDS.test(text)) return { path, format: 'seconds', zone }
  if (MILLISECONDS.test(text)) return { path, format: 'milliseconds', zone }
  if (LOCAL.test(text)) return { path, format: 'local', zone }
  return Number.isNaN(Date.parse(text)) || !/^\d{4}-/.test(text)
    ? undefined
    : { path, format: 'iso', zone }
}

function propertiesFor(leaves: readonly Leaf[], event: string): Property[] {
  const taken = new Set<string>()
  const plain = leaves.filter(({ path }) => !path.includes('['))
  const paid = amountOf(plain, event)
  const ours = OUR_MONEY[event]
  if (paid && ours) taken.add(ours)
  const all = plain.map((leaf): Property => {
    if (leaf === paid && ours) return { to: ours, path: leaf.path, as: yuanOf(leaf) }
    if (leaf.kind !== 'things') return fieldFor(leaf, taken)
    const inside = leaves.filter(({ path }) => path.startsWith(`${leaf.path}[*].`))
    const isProducts = /^(order|refund)_/.test(event) && PRODUCTS.test(nameOf(leaf))
    return {
      to: free(isProducts ? 'products' : nameOf(leaf), taken),
      each: leaf.path,
      fields: fieldsOf(leaf.path, inside, isProducts ? OF_PRODUCT : NAMES),
    }
  })
  return all.filter((one) => !('fields' in one) || one.fields.length > 0).slice(0, PROPERTIES)
}

const fieldsOf = (list: string, inside: readonly Leaf[], names: Names): Field[] => {
  const taken = new Set<string>()
  return inside
    .map((leaf) => ({ ...leaf, path: leaf.path.slice(list.length + '[*].'.length) }))
    .filter(({ path }) => !path.includes('['))
    .slice(0, FIELDS)
    .map((leaf) => fieldFor(leaf, taken, names))
}

/** A property's name is said once: the second `name` of a payload is `name_2`. */
function free(name: string, taken: Set<string>): string {
  const tries = [name, ...Array.from({ length: 99 }, (_, i) => `${name}_${i + 2}`)]
  const found = tries.find((one) => !taken.has(one)) ?? name
  taken.add(found)
  return found
}

/** What was paid, of all amounts a payload has. */
const amountOf = (leaves: readonly Leaf[], event: string): Leaf | undefined =>
  event in OUR_MONEY
    ? AMOUNTS.map((like) =>
        leaves.find((leaf) => like.test(nameOf(leaf)) && MONEY.test(nameOf(leaf))),
      ).find((leaf) => leaf !== undefined)
    : undefined

/** Our amounts are yuan; a sender's fen are told by their name. */
const yuanOf = (leaf: Leaf): Transform =>
  /(_fen|_cents?)$/.test(nameOf(leaf)) ? 'fen_to_yuan' : 'number'

/** A property for a place, under a name that is not taken; orders' and refunds' numbers under ours. */
export function fieldFor(leaf: Leaf, taken: Set<string>, names: Names = NAMES): Field {
  const name = nameOf(leaf)
  const ours = names.find(([own, like]) => like.test(name) && !taken.has(own))?.[0]
  const isAmount = MONEY.test(name) && leaf.kind === 'text' && !Number.isNaN(Number(leaf.value))
  return { to: free(ours ?? name, taken), path: leaf.path, as: isAmount ? 'number' : 'as_is' }
}
