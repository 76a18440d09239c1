import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import type { Unit } from '../ui/use-format.ts'
import { barOption } from './bar-option.ts'
import type { Bar } from './bar-option.ts'
import { ChartFrame } from './ChartFrame.tsx'
import type { ChartInfo } from './ChartFrame.tsx'
import { EChart } from './EChart.tsx'
import type { Picked } from './EChart.tsx'
import type { Drawing } from './option.ts'

interface BarChartProps extends ChartInfo {
  bars: readonly Bar[]
  /** Lying, for long names. */
  isLying?: boolean
  unit?: Unit
  height?: number
  onPick?: (picked: Picked) => void
}

const ROW_PX = 34

export function BarChart(props: BarChartProps) {
  const { bars, isLying = false, unit = 'count', height, onPick, ...info } = props
  const { t } = useTranslation('kit')
  const format = useFormat()
  const draw = useCallback(
    (drawing: Drawing) =>
      barOption(bars, isLying, drawing, { now: t('chart.value'), previous: t('previous') }),
    [bars, isLying, t],
  )
  const largest = bars.toSorted((a, b) => b.value - a.value)[0]
  const hasPrevious = bars.some(({ previous }) => previous !== undefined)
  return (
    <ChartFrame
      {...info}
      sentence={t('chart.summaryBar', {
        count: bars.length,
        name: largest?.name ?? '',
        value: format.exact(largest?.value, unit),
      })}
      table={{
        head: ['', t('chart.value'), ...(hasPrevious ? [t('previous')] : [])],
        rows: bars.map(({ name, value, previous }) => [
          name,
          format.exact(value, unit),
          ...(hasPrevious ? [format.exact(previous, unit)] : []),
        ]),
      }}
    >
      <EChart
        draw={draw}
        unit={unit}
        height={height ?? (isLying ? bars.length * ROW_PX + 12 : 260)}
        onPick={onPick}
      />
    </ChartFrame>
  )
}
