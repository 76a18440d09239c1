import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#modules/collect/model/naming/rule.ts'
import { orpc } from '../../api/client.ts'
import { useTimeZone } from '../../api/session.ts'
import { BarChart } from '../../chart/BarChart.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSettled } from '../../ui/use-settled.ts'
import css from './collect.module.css'

const DAYS = 30
const WAIT_MS = 400

/** What a rule would have meant until now: the name holds of the past as well. */
export function NamingPreview({ rule }: { rule: Rule | undefined }) {
  const { t } = useTranslation('naming')
  const format = useFormat()
  const timeZone = useTimeZone()
  const asked = useSettled(rule ?? null, WAIT_MS)
  const { data, error, isFetching } = useQuery({
    ...orpc.insight.previewNaming.queryOptions({
      input: { rule: asked ?? { base: 'element_clicked', where: [] }, days: DAYS, timeZone },
    }),
    enabled: asked !== null,
    placeholderData: (before) => before,
  })
  if (!rule) return <Alert type="info" showIcon title={t('unfinished')} />
  if (error) return <ErrorNote error={error} />
  if (!data) return <Skeleton active />
  return (
    <section
      className={css.column}
      aria-label={t('preview', { count: DAYS })}
      aria-busy={isFetching}
    >
      <h3>{t('preview', { count: DAYS })}</h3>
      <Metrics>
        <Metric label={t('times')} definition={t('timesDefinition')} value={data.events} />
        <Metric label={t('people')} definition={t('peopleDefinition')} value={data.people} />
      </Metrics>
      {data.events === 0 ? (
        <Alert type="warning" showIcon title={t('meansNothing')} />
      ) : (
        <BarChart
          title={t('perDay')}
          height={160}
          bars={data.days.map(({ day, events }) => ({ name: day.slice(5), value: events }))}
        />
      )}
      <ul className={css.samples}>
        {data.samples.map(({ at, personId, text, path, title, selector }, i) => (
          <li key={`${at} ${i}`}>
            <span>
              <PersonLink id={personId} /> · {format.ago(at)}
            </span>
            <span>{[text || title, path].filter(Boolean).join(' · ')}</span>
            {selector && <code>{selector}</code>}
          </li>
        ))}
      </ul>
    </section>
  )
}
