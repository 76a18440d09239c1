import { useTranslation } from 'react-i18next'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Tree } from './types.ts'

const HOUR_MS = 3_600_000
const COUNTS = ['inviters', 'accepted', 'converted'] as const

export function SpreadNumbers({ tree }: { tree: Tree }) {
  const { t } = useTranslation('fission')
  const format = useFormat()
  const { numbers, asOf } = tree
  return (
    <Metrics>
      {COUNTS.map((key) => (
        <Metric
          key={key}
          label={t(`numbers.${key}`)}
          definition={t(`definition.${key}`)}
          value={numbers[key]}
        />
      ))}
      <Metric
        label={t('numbers.kFactor')}
        definition={t('definition.kFactor')}
        value={numbers.kFactor}
        instead={format.number(numbers.kFactor)}
      />
      <Metric
        label={t('numbers.cycle')}
        definition={t('definition.cycle')}
        value={numbers.medianCycleHours === null ? null : numbers.medianCycleHours * HOUR_MS}
        unit="duration"
        asOf={asOf}
      />
    </Metrics>
  )
}
