import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SankeyRiver } from '../../chart/SankeyRiver.tsx'
import { patterns, paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import css from './insight.module.css'
import { entriesOf, riverNodes } from './river.ts'
import type { RiverAnswer, Station } from './river.ts'

interface OverviewRiverProps {
  now: RiverAnswer
  earlier: RiverAnswer | undefined
  asOf: string
}

/** Where a station leads: to the people it holds, or to the funnel that measures it. */
const STATION_TO: Readonly<Record<Station, string>> = {
  pool: paths.people({ reachable: 'wecom' }),
  active: paths.people({ sort: '-lastSeen' }),
  paying: paths.people({ stage: 'paying' }),
  bringing: patterns.funnels,
}

const GATHERED = ['direct', 'others']

export function OverviewRiver({ now, earlier, asOf }: OverviewRiverProps) {
  const { t } = useTranslation('insight')
  const words = useWords()
  const format = useFormat()
  const { sources, stages } = useMemo(
    () =>
      riverNodes(
        now,
        earlier,
        {
          source: words.channel,
          arrived: t('overview.arrived'),
          station: (station) => t(`overview.${station}`),
        },
        {
          source: (name) => paths.people(GATHERED.includes(name) ? {} : { source: name }),
          arrived: paths.people(),
          station: (station) => STATION_TO[station],
        },
      ),
    [now, earlier, words, t],
  )
  return (
    <section className={css.sheet}>
      <SankeyRiver
        title={t('overview.river')}
        definition={t('overview.riverDefinition')}
        asOf={asOf}
        sources={sources}
        stages={stages}
      />
      <p className={css.entries}>
        {t('overview.entries')}
        {entriesOf(now).map(({ entry, people }) => (
          <span key={entry}>
            {t(`overview.entry.${entry}`)} <b>{format.number(people)}</b>
          </span>
        ))}
      </p>
    </section>
  )
}
