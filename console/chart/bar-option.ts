import { base, categoryAxis, tooltipHtml, valueAxis } from './option.ts'
import type { Drawing, Option } from './option.ts'

export interface Bar {
  name: string
  value: number
  /** The same one period earlier: a thin grey bar behind. */
  previous?: number
}

const hasPrevious = (bars: readonly Bar[]): boolean =>
  bars.some((bar) => bar.previous !== undefined)

/** Lying bars name long things; standing bars count through time. Always from zero. */
export function barOption(
  bars: readonly Bar[],
  isLying: boolean,
  drawing: Drawing,
  words: { now: string; previous: string },
): Option {
  const { colours, exact, short, isNarrow } = drawing
  const names = {
    ...categoryAxis(
      drawing,
      bars.map(({ name }) => name),
    ),
    inverse: isLying,
  }
  const values = {
    ...valueAxis(drawing),
    ...(isLying && { axisLabel: { show: false }, splitLine: { show: false } }),
  }
  const label = {
    show: isLying || bars.length <= (isNarrow ? 5 : 12),
    position: isLying ? ('right' as const) : ('top' as const),
    color: colours.label,
    formatter: ({ value }: { value: unknown }) => short(Number(value)),
  }
  const now = {
    type: 'bar' as const,
    name: words.now,
    data: bars.map(({ value }) => value),
    barMaxWidth: isLying ? 18 : 32,
    color: colours.series[0] ?? '',
    itemStyle: { borderRadius: isLying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
    label,
    labelLayout: { hideOverlap: true },
  }
  const before = {
    type: 'bar' as const,
    name: words.previous,
    data: bars.map(({ previous }) => previous ?? null),
    barMaxWidth: isLying ? 5 : 8,
    color: colours.previous,
    itemStyle: { borderRadius: 2, opacity: 0.7 },
  }
  return {
    ...base(drawing),
    grid: {
      left: 4,
      right: isLying ? 64 : 8,
      top: isLying ? 4 : 24,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: isLying ? values : names,
    yAxis: isLying ? { ...names, axisLine: { show: false } } : values,
    tooltip: {
      ...base(drawing).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colours.grid, opacity: 0.5 } },
      formatter: (hovered) => {
        const points = Array.isArray(hovered) ? hovered : [hovered]
        return tooltipHtml(
          points[0]?.name ?? '',
          points.map(({ seriesName, value, color }) => ({
            name: seriesName ?? '',
            value: typeof value === 'number' ? exact(value) : '—',
            colour: typeof color === 'string' ? color : undefined,
          })),
        )
      },
    },
    series: hasPrevious(bars) ? [now, before] : [now],
  }
}
