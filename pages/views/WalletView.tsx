import type { WalletCoupon, WalletPage } from '#modules/loyalty/model/wallet.ts'
import { day, money } from '../format.ts'
import { useReader } from '../ui/reader.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Ticket } from '../ui/Ticket.tsx'
import { Whose } from '../ui/Whose.tsx'

/** All coupons of one person: what can be used first, with its code; then what is over. */
export function WalletView({ data }: { data: WalletPage }) {
  const { say } = useReader()
  const usable = data.coupons.filter(({ state }) => state === 'held')
  const past = data.coupons.filter(({ state }) => state !== 'held')
  return (
    <main class="page has-bar">
      <Whose brand={data.brand} name={data.name} />
      <h1>{say('wallet')}</h1>
      {data.coupons.length === 0 && (
        <div class="empty">
          <strong>{say('emptyWallet')}</strong>
          <p class="muted">{say('emptyWalletText')}</p>
        </div>
      )}
      <Coupons title={say('usable')} coupons={usable} now={data.now} />
      <Coupons title={say('past')} coupons={past} now={data.now} />
      {data.more && <p class="muted">{say('moreCoupons')}</p>}
      <Tabs here="wallet" />
    </main>
  )
}

interface CouponsProps {
  title: string
  coupons: readonly WalletCoupon[]
  now: string
}

function Coupons({ title, coupons, now }: CouponsProps) {
  if (coupons.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <div class="tickets">
        {coupons.map((coupon) => (
          <Ticket
            key={`${coupon.code}${coupon.name}${coupon.expiresAt}`}
            gift={coupon}
            isPast={coupon.state !== 'held'}
          >
            <State coupon={coupon} now={now} />
          </Ticket>
        ))}
      </div>
    </section>
  )
}

function State({ coupon, now }: { coupon: WalletCoupon; now: string }) {
  const { language, say } = useReader()
  const { state, code, validFrom, expiresAt, redeemedAt, thresholdFen, kind, description } = coupon
  if (state !== 'held') {
    const at = state === 'redeemed' ? (redeemedAt ?? expiresAt) : expiresAt
    return <div class="muted">{say(`coupon_${state}`, { date: day(at, language) })}</div>
  }
  const isLater = validFrom > now
  const terms = [
    thresholdFen > 0 ? say('fromFen', { money: money(thresholdFen) }) : say('anyOrder'),
    ...(kind === 'app_only' ? [say('appOnly')] : []),
    isLater
      ? say('startsAt', { date: day(validFrom, language, true) })
      : say('endsAt', { date: day(expiresAt, language, true) }),
  ]
  return (
    <>
      <div class="muted">{terms.join(' · ')}</div>
      {description && <div class="muted">{description}</div>}
      {code && (
        <div class="code">
          <span class="muted">{say('code')}</span> <b>{code}</b>
        </div>
      )}
    </>
  )
}
