import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import { ChartFrame } from './ChartFrame.tsx'
import type { ChartInfo } from './ChartFrame.tsx'
import { EChart } from './EChart.tsx'
import { funnelRows } from './funnel.ts'
import type { FunnelStep } from './funnel.ts'
import { funnelOption } from './funnel-option.ts'
import type { Drawing } from './option.ts'

interface FunnelChartProps extends ChartInfo {
  steps: readonly FunnelStep[]
  height?: number
  /** The people who reached this step. */
  onPick?: (step: number) => void
}

export function FunnelChart({ steps, height = 300, onPick, ...info }: FunnelChartProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const rows = useMemo(() => funnelRows(steps), [steps])
  const draw = useCallback(
    (drawing: Drawing) =>
      funnelOption(rows, format.percent, drawing, {
        people: t('chart.people'),
        lost: t('chart.lost'),
        ofFirst: t('chart.ofFirst'),
        ofPrevious: t('chart.ofPrevious'),
      }),
    [rows, format, t],
  )
  const last = rows.at(-1)
  return (
    <ChartFrame
      {...info}
      sentence={t('chart.summaryFunnel', {
        steps: rows.length,
        first: format.number(rows[0]?.people),
        last: format.number(last?.people),
        rate: format.percent(last?.ofFirst),
      })}
      table={{
        head: [
          t('chart.step'),
          t('chart.people'),
          t('chart.ofFirst'),
          t('chart.ofPrevious'),
          t('chart.lost'),
        ],
        rows: rows.map((row) => [
          row.name,
          format.number(row.people),
          format.percent(row.ofFirst),
          format.percent(row.ofPrevious),
          format.number(row.lost),
        ]),
      }}
    >
      <EChart
        draw={draw}
        unit="count"
        height={height}
        onPick={onPick && (({ dataIndex }) => onPick(dataIndex))}
      />
    </ChartFrame>
  )
}
