import type { Gift } from '#modules/loyalty/model/wallet.ts'
import type { ComponentChildren } from 'preact'
import { terms, worth } from '../format.ts'
import { useReader } from './reader.ts'

interface TicketProps {
  gift: Gift | null
  /** who gets it, where that is not plain */
  whose?: string
  isPast?: boolean
  children?: ComponentChildren
}

/** A coupon: what it is worth in large type, what it takes to use it in readable type. */
export function Ticket({ gift, whose, isPast, children }: TicketProps) {
  const { language, say } = useReader()
  return (
    <div class={isPast ? 'ticket past' : 'ticket'}>
      <div class="worth">{gift ? worth(gift, language, say) : say('unknownGift')}</div>
      <div class="about">
        {whose && <div class="whose">{whose}</div>}
        {gift && <div class="name">{gift.name}</div>}
        {children ?? (gift && <div class="muted">{terms(gift, language, say).join(' · ')}</div>)}
      </div>
    </div>
  )
}
