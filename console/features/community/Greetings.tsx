import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useTimeZone } from '../../api/session.ts'
import { LineChart } from '../../chart/LineChart.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** Newcomers, and how many of them were greeted within WeCom's 20 seconds, by day. */
export function Greetings() {
  const { t } = useTranslation('community')
  const timeZone = useTimeZone()
  const report = useQuery(orpc.community.greetingReport.queryOptions({ input: { timeZone } }))
  return (
    <Panel>
      <Loaded query={report}>
        {({ days, asOf }) => (
          <LineChart
            title={t('greetings.title')}
            definition={t('greetings.definition')}
            asOf={asOf}
            at={days.map(({ day }) => day.slice(5))}
            lines={[
              { name: t('greetings.newcomers'), values: days.map(({ newcomers }) => newcomers) },
              { name: t('greetings.sent'), values: days.map(({ sent }) => sent) },
              { name: t('greetings.missed'), values: days.map(({ missed }) => missed) },
            ]}
            height={220}
          />
        )}
      </Loaded>
    </Panel>
  )
}
