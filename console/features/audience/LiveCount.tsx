import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { StageDot } from '../profile/StageDot.tsx'
import css from './audience.module.css'

const TYPING_PAUSE_MS = 350

/** How many people the condition holds for, while it is being built, and twenty of them. */
export function LiveCount({ predicate }: { predicate: Predicate }) {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const settled = useSettled(predicate, TYPING_PAUSE_MS)
  const whole = Predicate.safeParse(settled)
  const { data, error, isFetching, refetch } = useQuery({
    ...orpc.audience.preview.queryOptions({ input: { predicate: settled } }),
    enabled: whole.success,
    placeholderData: keepPreviousData,
  })
  if (!whole.success)
    return (
      <Panel title={t('build.count')}>
        <p className={css.muted}>{t('build.incomplete')}</p>
      </Panel>
    )
  return (
    <Panel
      title={t('build.count')}
      extra={
        <span aria-live="polite">
          {isFetching
            ? t('build.counting')
            : data && t('build.took', { ms: Math.round(data.tookMs) })}
        </span>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <>
          <p className={css.countLine}>
            <b className={css.count}>{format.number(data.count)}</b>
            {t('build.countOf', { of: format.number(data.of) })}
            <span>{format.percent(data.of > 0 ? data.count / data.of : null)}</span>
          </p>
          <div className={css.track}>
            <i style={{ width: `${data.of > 0 ? (data.count / data.of) * 100 : 0}%` }} />
          </div>
          <p className={css.muted}>
            {data.sample.length > 0
              ? t('build.sample', { count: data.sample.length })
              : t('build.sampleNone')}
          </p>
          <ul className={css.sample}>
            {data.sample.map(({ personId, name, stage }) => (
              <li key={personId}>
                <Link to={paths.person(personId)}>{name ?? `#${personId}`}</Link>
                <StageDot stage={stage} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
