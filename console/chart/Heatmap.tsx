import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import type { Unit } from '../ui/use-format.ts'
import { ChartFrame } from './ChartFrame.tsx'
import type { ChartInfo } from './ChartFrame.tsx'
import { EChart } from './EChart.tsx'
import { heatOption, highest } from './heat-option.ts'
import type { HeatCells } from './heat-option.ts'
import type { Drawing } from './option.ts'

interface HeatmapProps extends ChartInfo {
  cells: HeatCells
  unit?: Unit
  height?: number
}

const ROW_PX = 28
const SCALE_PX = 84

export function Heatmap({ cells, unit = 'count', height, ...info }: HeatmapProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const draw = useCallback((drawing: Drawing) => heatOption(cells, drawing), [cells])
  const max = highest(cells)
  const row = cells.values.findIndex((values) => values.includes(max))
  const column = cells.values[row]?.indexOf(max) ?? 0
  return (
    <ChartFrame
      {...info}
      sentence={t('chart.summaryHeat', {
        rows: cells.rows.length,
        columns: cells.columns.length,
        row: cells.rows[row] ?? '',
        column: cells.columns[column] ?? '',
        value: format.exact(max, unit),
      })}
      table={{
        head: ['', ...cells.columns],
        rows: cells.rows.map((name, i) => [
          name,
          ...cells.columns.map((_, j) => format.exact(cells.values[i]?.[j], unit)),
        ]),
      }}
    >
      <EChart draw={draw} unit={unit} height={height ?? cells.rows.length * ROW_PX + SCALE_PX} />
    </ChartFrame>
  )
}
