import type { FunnelRow } from './funnel.ts'
import { base, categoryAxis, tooltipHtml } from './option.ts'
import type { Drawing, Option } from './option.ts'

/** Standing bars; the pale part on top is who was lost since the step before. */
export function funnelOption(
  rows: readonly FunnelRow[],
  percent: (ratio: number | undefined) => string,
  drawing: Drawing,
  words: { people: string; lost: string; ofFirst: string; ofPrevious: string },
): Option {
  const { colours, paper, exact, short, isNarrow } = drawing
  return {
    ...base(drawing),
    grid: {
      left: 0,
      right: 0,
      top: 44,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      ...categoryAxis(
        drawing,
        rows.map(({ name }) => name),
      ),
      axisLabel: {
        color: paper.ink,
        fontSize: 12,
        interval: 0,
        width: isNarrow ? 64 : 140,
        overflow: 'break',
      },
    },
    yAxis: { type: 'value', show: false, min: 0 },
    tooltip: {
      ...base(drawing).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (hovered) => {
        const point = Array.isArray(hovered) ? hovered[0] : hovered
        const row = rows[point?.dataIndex ?? 0]
        if (!row) return ''
        return tooltipHtml(row.name, [
          { name: words.people, value: exact(row.people) },
          { name: words.ofFirst, value: percent(row.ofFirst) },
          { name: words.ofPrevious, value: percent(row.ofPrevious) },
          { name: words.lost, value: exact(row.lost) },
        ])
      },
    },
    series: [
      {
        type: 'bar',
        stack: 'people',
        data: rows.map(({ people }) => people),
        barWidth: '58%',
        barMaxWidth: 128,
        color: colours.series[0] ?? paper.primary,
      },
      {
        type: 'bar',
        stack: 'people',
        data: rows.map(({ lost }) => Math.max(lost, 0)),
        color: colours.leak,
        label: {
          show: true,
          position: 'top',
          color: paper.ink,
          lineHeight: 18,
          formatter: ({ dataIndex }) => {
            const row = rows[dataIndex]
            return row ? `{n|${short(row.people)}}\n{p|${percent(row.ofPrevious)}}` : ''
          },
          rich: {
            n: { fontWeight: 600, fontSize: 13, color: paper.ink },
            p: { fontSize: 12, color: colours.label },
          },
        },
      },
    ],
  }
}
