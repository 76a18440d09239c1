import { base, categoryAxis, tooltipHtml } from './option.ts'
import type { Drawing, Option } from './option.ts'

export interface HeatCells {
  rows: readonly string[]
  columns: readonly string[]
  /** `values[row][column]`; `null` where nothing is known. */
  values: readonly (readonly (number | null)[])[]
}

export const highest = ({ values }: HeatCells): number =>
  Math.max(0, ...values.flat().filter((value) => value !== null))

export function heatOption(cells: HeatCells, drawing: Drawing): Option {
  const { colours, paper, exact, short, isNarrow } = drawing
  const { rows, columns, values } = cells
  const data = values.flatMap((row, y) =>
    row.flatMap((value, x) => (value === null ? [] : [[x, y, value]])),
  )
  const quiet = { axisLine: { show: false } }
  return {
    ...base(drawing),
    grid: {
      left: 4,
      right: 8,
      top: 4,
      bottom: 44,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { ...categoryAxis(drawing, columns), ...quiet },
    yAxis: { ...categoryAxis(drawing, rows), ...quiet, inverse: true },
    visualMap: {
      min: 0,
      max: Math.max(highest(cells), Number.MIN_VALUE),
      orient: 'horizontal',
      left: 0,
      bottom: 0,
      itemWidth: 10,
      itemHeight: 120,
      calculable: false,
      text: [short(highest(cells)), short(0)],
      textStyle: { color: colours.label },
      inRange: { color: [...colours.scale] },
    },
    tooltip: {
      ...base(drawing).tooltip,
      formatter: (hovered) => {
        const point = Array.isArray(hovered) ? hovered[0] : hovered
        const [x, y, value] = Array.isArray(point?.value) ? point.value.map(Number) : []
        return tooltipHtml(rows[y ?? 0] ?? '', [
          { name: columns[x ?? 0] ?? '', value: exact(value ?? 0) },
        ])
      },
    },
    series: [
      {
        type: 'heatmap',
        data,
        itemStyle: { borderColor: paper.raised, borderWidth: isNarrow ? 1 : 2, borderRadius: 3 },
        emphasis: { itemStyle: { borderColor: paper.ink, borderWidth: 1 } },
      },
    ],
  }
}
