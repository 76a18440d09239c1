import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import css from './fission.module.css'

const TONE = { allowed: 'good', careful: 'busy', risky: 'warn', banned: 'bad' } as const
const CARRIERS = ['mini_program', 'h5_in_wechat', 'wecom', 'app', 'own_site', 'store'] as const

/** What the carriers' owners and the law allow of this game, with source and date. */
export function Compliance() {
  const { t } = useTranslation('fission')
  const rules = useQuery(orpc.fission.compliance.queryOptions({ input: {} }))
  const nameOf = (carrier: string) => {
    const known = CARRIERS.find((one) => one === carrier)
    return known ? t(`carrier.${known}`) : carrier
  }
  return (
    <Loaded query={rules}>
      {({ items, rewardLevels }) => (
        <>
          <ul className={css.rules}>
            {items.map(({ carrier, verdict, says, source, readOn }) => (
              <li key={carrier}>
                <div>
                  <b>{nameOf(carrier)}</b>
                  <StatusDot tone={TONE[verdict]}>{t(`verdict.${verdict}`)}</StatusDot>
                </div>
                <p>{says}</p>
                <small>{t('compliance.source', { source, date: readOn })}</small>
              </li>
            ))}
          </ul>
          <p className={css.hint}>{t('compliance.levels', { count: rewardLevels })}</p>
        </>
      )}
    </Loaded>
  )
}
