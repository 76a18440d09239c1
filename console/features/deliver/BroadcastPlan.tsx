import { useTranslation } from 'react-i18next'
import { Carrier, CARRIER_SAYS } from '#modules/deliver/model/carrier.ts'
import { ReasonCode, REASONS } from '#modules/deliver/model/reason.ts'
import type { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { useFormat } from '../../ui/use-format.ts'
import css from './deliver.module.css'

type Plan = Awaited<ReturnType<typeof api.deliver.planBroadcast>>

/** Who would get it, by which carrier, and who not and why. A sample is called a sample. */
export function BroadcastPlan({ plan }: { plan: Plan }) {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const format = useFormat()
  const { people, looked, byCarrier, held, withheld } = plan
  const carrierOf = (word: string) => {
    const known = Carrier.safeParse(word).data
    return known ? say(CARRIER_SAYS[known]) : word
  }
  const reasonOf = (word: string) => {
    const known = ReasonCode.safeParse(word).data
    return known ? say(REASONS[known]) : word
  }
  return (
    <>
      <p className={css.big}>
        {format.number(people)} <small>{t('plan.people')}</small>
      </p>
      {looked < people && (
        <p className={css.hint}>{t('plan.sample', { looked: format.number(looked) })}</p>
      )}
      <ul className={css.bars}>
        {Object.entries(byCarrier).map(([carrier, n]) => (
          <Row key={carrier} name={carrierOf(carrier)} n={n} of={looked} tone="good" />
        ))}
        {held > 0 && <Row name={t('plan.held')} n={held} of={looked} tone="warn" />}
        {Object.entries(withheld).map(([reason, n]) => (
          <Row key={reason} name={reasonOf(reason)} n={n} of={looked} tone="bad" />
        ))}
      </ul>
    </>
  )
}

interface RowProps {
  name: string
  n: number
  of: number
  tone: 'good' | 'warn' | 'bad'
}

export function Row({ name, n, of, tone }: RowProps) {
  const format = useFormat()
  return (
    <li>
      <span>{name}</span>
      <b>{format.share(n, of)}</b>
      <i className={css[tone]} style={{ width: `${of > 0 ? (n / of) * 100 : 0}%` }} />
    </li>
  )
}
