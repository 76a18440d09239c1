import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import css from './collect.module.css'
import { TYPES } from './planned.ts'
import type { LiveEvent } from './use-arrivals.ts'

/** Where an event departs from the plan, with the way to the plan. */
export function Findings({ event }: { event: LiveEvent }) {
  const { t } = useTranslation('collect')
  if (event.findings.length === 0) return null
  const said = (word: string) => {
    const type = TYPES.find((one) => one === word)
    return type ? t(`plan.types.${type}`) : word
  }
  return (
    <div className={css.column}>
      <Link to={paths.plan()} search={{ find: event.event }}>
        {t('plan.findings')}
      </Link>
      <ul>
        {event.findings.map((one) => (
          <li key={`${one.kind} ${one.property}`}>
            {one.property && <code>{one.property}</code>}{' '}
            {t(`plan.kinds.${one.kind}`, { expected: said(one.expected), came: said(one.came) })} (
            {t(`plan.modes.${one.mode}`)})
          </li>
        ))}
      </ul>
    </div>
  )
}
