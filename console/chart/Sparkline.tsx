import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import type { Unit } from '../ui/use-format.ts'
import { sparklinePath } from './sparkline-path.ts'

interface SparklineProps {
  values: readonly number[]
  label: string
  unit?: Unit
  width?: number
  height?: number
}

/** A course without axes, as large as a word. */
export function Sparkline({
  values,
  label,
  unit = 'count',
  width = 72,
  height = 26,
}: SparklineProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const max = Math.max(...values)
  const sentence = t('chart.summaryLine', {
    name: label,
    first: format.exact(values[0], unit),
    last: format.exact(values.at(-1), unit),
    max: format.exact(max, unit),
    at: values.indexOf(max) + 1,
  })
  const path = sparklinePath(values, width, height)
  const [x, y] = path.slice(path.lastIndexOf(path.includes('L') ? 'L' : 'M') + 1).split(' ')
  return (
    <svg width={width} height={height} role="img" aria-label={sentence} style={{ flex: 'none' }}>
      <path d={path} fill="none" stroke="var(--primary)" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x} cy={y} r="2" fill="var(--primary)" />
    </svg>
  )
}
