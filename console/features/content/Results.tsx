import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Carrier, CARRIER_SAYS } from '#modules/deliver/model/carrier.ts'
import { PLATFORMS } from '#modules/entry/model/platforms.ts'
import type { Platform } from '#modules/entry/model/platforms.ts'
import { orpc } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { NOTHING } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './ContentPage.module.css'
import { JourneyTitle } from '../deliver/Title.tsx'
import type { Item, Statistics } from './types.ts'

const WINDOWS = [1, 3, 7, 14, 30]

/** What came of an item: how often it went, who opened it, what they bought afterwards. */
export function Results({ item }: { item: Item }) {
  const { t } = useTranslation('content')
  const [withinDays, setWithinDays] = useState(7)
  const results = useQuery(
    orpc.content.itemStatistics.queryOptions({ input: { id: item.id, withinDays } }),
  )
  const extra = (
    <Select
      size="small"
      variant="filled"
      aria-label={t('page.withinDays')}
      prefix={t('page.withinDays')}
      value={withinDays}
      options={WINDOWS.map((days) => ({ value: days, label: t('page.days', { days }) }))}
      onChange={setWithinDays}
    />
  )
  return (
    <>
      <Loaded query={results}>{(found) => <Numbers results={found} />}</Loaded>
      <Panel title={t('page.placements')} isFlush extra={extra}>
        <Loaded query={results}>{(found) => <Placements results={found} />}</Loaded>
      </Panel>
    </>
  )
}

function Numbers({ results }: { results: Statistics }) {
  const { t } = useTranslation('content')
  const { sent, clicks, clickers, views, ordersAfter, revenueAfterFen, withinDays, asOf } = results
  const window = { days: withinDays }
  return (
    <Metrics>
      <Metric label={t('page.sent')} definition={t('page.sentDefinition')} value={sent} />
      <Metric label={t('page.clicks')} definition={t('page.clicksDefinition')} value={clicks} />
      <Metric
        label={t('page.clickers')}
        definition={t('page.clickersDefinition')}
        value={clickers}
      />
      <Metric label={t('page.views')} definition={t('page.viewsDefinition')} value={views} />
      <Metric
        label={t('page.orders')}
        definition={t('page.ordersDefinition', window)}
        value={ordersAfter}
      />
      <Metric
        label={t('page.revenue')}
        definition={t('page.revenueDefinition', window)}
        value={revenueAfterFen}
        unit="money"
        asOf={asOf}
      />
    </Metrics>
  )
}

const isPlatform = (word: string): word is Platform => Object.hasOwn(PLATFORMS, word)

function Placements({ results }: { results: Statistics }) {
  const { t } = useTranslation('content')
  const say = useSays()
  const format = useFormat()
  if (results.placements.length === 0) return <p className={css.none}>{t('page.noPlacements')}</p>
  const carrierOf = (word: string) => {
    const known = Carrier.safeParse(word).data
    return known ? say(CARRIER_SAYS[known]) : word
  }
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('page.carrier')}</th>
            <th scope="col" className={css.word}>
              {t('page.journey')}
            </th>
            <th scope="col">{t('page.sent')}</th>
            <th scope="col">{t('page.clicks')}</th>
            <th scope="col">{t('page.clickers')}</th>
            <th scope="col">{t('page.views')}</th>
          </tr>
        </thead>
        <tbody>
          {results.placements.map((one) => (
            <tr key={`${one.carrier}${one.journeyId}${one.platform}${one.postId}`}>
              <td>
                {carrierOf(one.carrier) ||
                  (isPlatform(one.platform) ? say(PLATFORMS[one.platform]) : t('page.direct'))}
              </td>
              <td className={css.word}>
                {one.journeyId ? <JourneyTitle id={one.journeyId} /> : NOTHING}
              </td>
              <td>{format.number(one.sent)}</td>
              <td>{format.number(one.clicks)}</td>
              <td>
                {one.sent > 0 ? format.share(one.clickers, one.sent) : format.number(one.clickers)}
              </td>
              <td>{format.number(one.views)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
