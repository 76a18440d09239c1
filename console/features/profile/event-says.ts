import type { TFunction } from 'i18next'
import type { Format } from '../../ui/use-format.ts'
import type { Words } from './words.ts'

type Properties = Readonly<Record<string, unknown>>

const text = (properties: Properties, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = properties[name]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return undefined
}

const number = (properties: Properties, name: string): number | undefined => {
  const value = Number(properties[name])
  return properties[name] !== undefined && Number.isFinite(value) ? value : undefined
}

export interface Teller {
  t: TFunction<'profile'>
  words: Words
  format: Format
}

/** What happened as a sentence; an event we do not know is told by its name. */
export function eventSays(event: string, properties: Properties, teller: Teller): string {
  const { t, words, format } = teller
  const name = words.event(event)
  switch (event) {
    case 'page_viewed': {
      const what = text(properties, 'title', 'name', 'path', 'url')
      return what ? t('says.page', { what }) : name
    }
    case 'product_viewed':
    case 'product_added':
    case 'product_removed':
    case 'product_clicked': {
      const what = text(properties, 'name', 'product_id')
      const fen = number(properties, 'price_fen')
      if (!what) return name
      return fen === undefined
        ? t('says.product', { event: name, what })
        : t('says.productPriced', { event: name, what, price: format.money(fen) })
    }
    case 'link_clicked': {
      const from = text(properties, 'platform')
      const what = text(properties, 'link_code', 'code') ?? ''
      return [t('says.link', { what }), from && t('says.from', { what: words.channel(from) })]
        .filter(Boolean)
        .join(' · ')
    }
    case 'wecom_friend_added': {
      const from = text(properties, 'platform')
      const what = text(properties, 'staff_name', 'staff_userid') ?? t('says.staff')
      return [
        t('says.friendAdded', { what }),
        from && t('says.from', { what: words.channel(from) }),
      ]
        .filter(Boolean)
        .join(' · ')
    }
    case 'wecom_friend_removed':
      return t('says.friendRemoved', { what: text(properties, 'staff_userid') ?? t('says.staff') })
    case 'order_paid':
      return t('says.orderPaid', {
        order: text(properties, 'order_id') ?? '',
        amount: format.money(number(properties, 'pay_fen')),
      })
    case 'refund_completed':
      return t('says.refunded', {
        order: text(properties, 'order_id') ?? '',
        amount: format.money(number(properties, 'refund_fen')),
      })
    case 'stage_changed':
    case 'tier_changed': {
      const word = event === 'stage_changed' ? words.stage : words.tier
      // Without an order left, a person has no tier at all.
      const [from, to] = [text(properties, 'from'), word(text(properties, 'to') ?? 'none')]
      return from
        ? t('says.changed', { event: name, from: word(from), to })
        : t('says.began', { event: name, to })
    }
    case 'content_viewed':
    case 'content_shared': {
      const what = text(properties, 'title', 'content_title')
      return what ? t('says.content', { event: name, what }) : name
    }
    default:
      return name
  }
}
