import type { TxCtx } from '#platform/ctx.ts'
import type { IdentifierRef, ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import type { Carrier } from './model/carrier.ts'
import { OPENS_WINDOW } from './model/official-account-window.ts'
import { blindOf } from './service/addresses.ts'
import { loseReach, openWindows, saveReach } from './store/reach.ts'
import type { Reached } from './store/reach.ts'
import { claimWelcomes } from './store/welcomes.ts'

/**
 * Who can be reached, learnt from what happens. History counts too: a phone number does not age by
 * being imported; only windows that a platform opens for minutes or hours need news.
 */
export const deliverStage: Stage = {
  async project(tx, events) {
    await saveReach(
      tx,
      events.flatMap((event) => reachedBy(tx, event)),
    )
    await loseReach(
      tx,
      events.flatMap((event) => lostBy(tx, event)),
    )
    await openWindows(
      tx,
      events.flatMap((event) => openedBy(tx, event)),
    )
    const added = events.filter(({ event }) => event === 'wecom_friend_added')
    await claimWelcomes(
      tx,
      added.flatMap(({ personId, properties }) => {
        const id = text(properties.external_userid)
        return id ? [{ personId, blind: blindOf(tx.secrets, 'wecom_welcome', id) }] : []
      }),
    )
  },
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

function reachedBy(tx: TxCtx, event: ResolvedEvent): Reached[] {
  const { personId, at } = event
  const row = (carrier: Carrier, scope: string, address: string): Reached => ({
    personId,
    carrier,
    scope,
    addressBlind: blindOf(tx.secrets, carrier, address),
    addressSealed: tx.secrets.seal(address),
    at,
  })
  const named = event.identifiers.flatMap((ref) => {
    const found = addressOf(ref)
    return found ? [row(found.carrier, ref.kind === 'openid' ? ref.scope : '', found.address)] : []
  })
  const [staff, customer] = friendship(event)
  const friend = staff && customer ? [row('wecom_message', staff, customer)] : []
  return event.event === 'wecom_friend_added' ? [...named, ...friend] : named
}

const CARRIER_OF = { phone: 'sms', email: 'email', openid: 'official_account' } as const

function addressOf(ref: IdentifierRef): { carrier: Carrier; address: string } | undefined {
  if (ref.kind !== 'phone' && ref.kind !== 'email' && ref.kind !== 'openid') return undefined
  const sound = normaliseIdentifier(ref)
  return sound && { carrier: CARRIER_OF[ref.kind], address: sound.value }
}

const friendship = ({ properties }: ResolvedEvent) => [
  text(properties.staff_userid),
  text(properties.external_userid),
]

function lostBy(tx: TxCtx, event: ResolvedEvent) {
  const [scope, customer] = friendship(event)
  if (event.event !== 'wecom_friend_removed' || !scope || !customer) return []
  const addressBlind = blindOf(tx.secrets, 'wecom_message', customer)
  return [{ carrier: 'wecom_message' as const, scope, addressBlind, at: event.at }]
}

function openedBy(tx: TxCtx, event: ResolvedEvent) {
  if (event.history || !Object.hasOwn(OPENS_WINDOW, event.event)) return []
  return event.identifiers
    .filter(({ kind }) => kind === 'openid')
    .map(({ scope, value }) => ({
      scope,
      addressBlind: blindOf(tx.secrets, 'official_account', value),
      by: event.event,
      at: event.at,
    }))
}
