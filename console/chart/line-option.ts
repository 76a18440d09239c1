import { base, categoryAxis, tooltipHtml, valueAxis } from './option.ts'
import type { Drawing, Option } from './option.ts'

export interface Line {
  name: string
  /** One for each point in time; `null` where nothing is known. */
  values: readonly (number | null)[]
  /** The same course one period earlier: a thin grey line. */
  previous?: readonly (number | null)[]
}

/** Between which values a point is as usual; a shade behind the lines. */
export interface Band {
  low: readonly (number | null)[]
  high: readonly (number | null)[]
}

const LABEL_PX = 96

/** Two stacked courses: an unseen one up to the low edge, and the shade from there to the high one. */
const bandSeries = ({ low, high }: Band, colour: string) =>
  [low, high.map((value, i) => (value === null ? null : value - (low[i] ?? 0)))].map((data, i) => ({
    type: 'line' as const,
    name: '',
    data: [...data],
    stack: 'band',
    stackStrategy: 'all' as const,
    showSymbol: false,
    silent: true,
    lineStyle: { width: 0 },
    color: colour,
    areaStyle: { color: colour, opacity: i === 0 ? 0 : 0.35 },
    z: 1,
  }))

/** Named at its end rather than in a legend. */
export function lineOption(
  at: readonly string[],
  lines: readonly Line[],
  drawing: Drawing,
  previousWord: string,
  band?: Band,
): Option {
  const { colours, paper, exact, isNarrow } = drawing
  const now = lines.map((line, i) => ({
    type: 'line' as const,
    name: line.name,
    data: [...line.values],
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: line.values.length === 1,
    lineStyle: { width: 2 },
    color: colours.series[i % colours.series.length] ?? paper.primary,
    z: 3,
    endLabel: {
      show: lines.length > 1 || line.previous !== undefined,
      formatter: line.name,
      color: 'inherit',
      width: LABEL_PX - 12,
      overflow: 'truncate' as const,
    },
    labelLayout: { moveOverlap: 'shiftY' as const },
  }))
  const before = lines.flatMap(({ name, previous }) =>
    previous
      ? [
          {
            type: 'line' as const,
            name: `${name} · ${previousWord}`,
            data: [...previous],
            showSymbol: false,
            lineStyle: { width: 1 },
            color: colours.previous,
            z: 2,
          },
        ]
      : [],
  )
  const isNamed = lines.length > 1 || before.length > 0
  return {
    ...base(drawing),
    grid: {
      left: 4,
      right: isNamed ? LABEL_PX : 16,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { ...categoryAxis(drawing, at), boundaryGap: false },
    yAxis: { ...valueAxis(drawing), splitNumber: isNarrow ? 3 : 4 },
    tooltip: {
      ...base(drawing).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: colours.axis } },
      formatter: (hovered) => {
        const points = Array.isArray(hovered) ? hovered : [hovered]
        return tooltipHtml(
          at[points[0]?.dataIndex ?? 0] ?? '',
          points
            .filter(({ seriesName }) => seriesName)
            .map(({ seriesName, value, color }) => ({
              name: seriesName ?? '',
              value: typeof value === 'number' ? exact(value) : '—',
              colour: typeof color === 'string' ? color : undefined,
            })),
        )
      },
    },
    series: [...(band ? bandSeries(band, colours.previous) : []), ...before, ...now],
  }
}
