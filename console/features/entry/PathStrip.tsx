import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import css from './entry.module.css'

const HEIGHT = 72

interface Step {
  step: string
  name: string
  people: number
  times: number
}

/** Scan → page → … → next step: what is left after each, and what was lost before it. */
export function PathStrip({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const most = Math.max(1, ...steps.map(({ people }) => people))
  // Who adds straight from the code never sees the page: the stream runs on underneath it.
  const heightOf = (at: number) => {
    const shown = steps.slice(at).find(({ people }) => people > 0)?.people ?? 0
    return (shown / most) * HEIGHT
  }
  if (steps.every(({ people }) => people === 0))
    return <p className={css.hint}>{t('path.nobody')}</p>
  return (
    <dl className={css.strip}>
      {steps.map(({ step, name, people, times }, i) => {
        const before = steps.slice(0, i).findLast((one) => one.people > 0)
        const lost = before && people > 0 ? before.people - people : 0
        const here = heightOf(i)
        const there = i + 1 < steps.length ? heightOf(i + 1) : undefined
        return (
          <div key={step} className={css.step}>
            <dt>{name}</dt>
            <dd>
              <b>{format.number(people)}</b>
              <small title={t('path.times', { times: format.number(times) })}>
                {before && people > 0 && format.share(people, before.people)}
                {step === 'page' && people === 0 && t('path.noPage')}
              </small>
              <small className={css.lost}>
                {lost > 0 && t('path.lost', { people: format.number(lost) })}
              </small>
              <div className={css.bar} aria-hidden="true">
                <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none">
                  {there !== undefined && (
                    <polygon
                      points={`0,${HEIGHT} 0,${HEIGHT - here} 100,${HEIGHT - there} 100,${HEIGHT}`}
                      fill="var(--primary-soft)"
                    />
                  )}
                  {people > 0 && (
                    <rect x="0" y={HEIGHT - here} width="4" height={here} fill="var(--primary)" />
                  )}
                </svg>
              </div>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
