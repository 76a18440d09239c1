import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import type { Unit } from '../ui/use-format.ts'
import { ChartFrame } from './ChartFrame.tsx'
import type { ChartInfo } from './ChartFrame.tsx'
import { EChart } from './EChart.tsx'
import type { Picked } from './EChart.tsx'
import { lineOption } from './line-option.ts'
import type { Band, Line } from './line-option.ts'

interface LineChartProps extends ChartInfo {
  /** Names of the points in time, as they are to be read. */
  at: readonly string[]
  lines: readonly Line[]
  unit?: Unit
  height?: number
  /** Between what it is usual: a shade, and two columns of the table. */
  band?: Band | undefined
  onPick?: (picked: Picked) => void
}

export function LineChart(props: LineChartProps) {
  const { at, lines, unit = 'count', height = 260, band, onPick, ...info } = props
  const { t } = useTranslation('kit')
  const format = useFormat()
  const draw = useCallback(
    (drawing: Parameters<typeof lineOption>[2]) =>
      lineOption(at, lines, drawing, t('previous'), band),
    [at, lines, band, t],
  )
  const sentence = lines
    .map(({ name, values }) => {
      const known = values.filter((value) => value !== null)
      const max = Math.max(...known)
      return t('chart.summaryLine', {
        name,
        first: format.exact(known[0], unit),
        last: format.exact(known.at(-1), unit),
        max: format.exact(max, unit),
        at: at[values.indexOf(max)] ?? '',
      })
    })
    .join(' ')
  const table = {
    head: [
      t('chart.period'),
      ...lines.flatMap(({ name, previous }) =>
        previous ? [name, `${name} · ${t('previous')}`] : [name],
      ),
      ...(band ? [t('chart.low'), t('chart.high')] : []),
    ],
    rows: at.map((name, i) => [
      name,
      ...lines.flatMap(({ values, previous }) =>
        (previous ? [values, previous] : [values]).map((course) => format.exact(course[i], unit)),
      ),
      ...(band ? [band.low, band.high].map((course) => format.exact(course[i], unit)) : []),
    ]),
  }
  return (
    <ChartFrame
      {...info}
      sentence={sentence}
      table={lines.length > 0 ? table : { head: [], rows: [] }}
    >
      <EChart draw={draw} unit={unit} height={height} onPick={onPick} />
    </ChartFrame>
  )
}
