import type { BarSeriesOption, HeatmapSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { currentLanguage } from '../i18n/language.ts'
import { FONTS } from '../theme/font.ts'
import { DARK, DARK_CHART, LIGHT, LIGHT_CHART } from '../theme/palette.ts'
import type { ChartPalette, Palette } from '../theme/palette.ts'

export type Option = ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

/** What a chart needs to know to draw itself: colours, and how its numbers are written. */
export interface Drawing {
  colours: ChartPalette
  paper: Palette
  short: (value: number) => string
  exact: (value: number) => string
  isNarrow: boolean
}

export const coloursOf = (isDark: boolean): Pick<Drawing, 'colours' | 'paper'> =>
  isDark ? { colours: DARK_CHART, paper: DARK } : { colours: LIGHT_CHART, paper: LIGHT }

const text = (colours: ChartPalette) => ({
  color: colours.label,
  fontFamily: FONTS[currentLanguage()],
  fontSize: 12,
})

/** What all charts share: quiet axes, a floating tooltip, no motion beyond 150 ms. */
export const base = ({ colours, paper }: Drawing): Option => ({
  color: [...colours.series],
  textStyle: text(colours),
  animationDuration: 150,
  animationDurationUpdate: 150,
  tooltip: {
    confine: true,
    backgroundColor: paper.floating,
    borderColor: paper.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: paper.ink, fontFamily: FONTS[currentLanguage()], fontSize: 12 },
    extraCssText: 'box-shadow: 0 8px 28px rgba(0,0,0,.14); border-radius: 6px;',
  },
})

export const categoryAxis = ({ colours }: Drawing, names: readonly string[]) => ({
  type: 'category' as const,
  data: [...names],
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colours.axis } },
  axisLabel: { ...text(colours), hideOverlap: true },
})

/** From zero, with few and faint lines. */
export const valueAxis = ({ colours, short }: Drawing) => ({
  type: 'value' as const,
  min: (extent: { min: number }) => Math.min(0, extent.min),
  splitNumber: 4,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: colours.grid } },
  axisLabel: { ...text(colours), formatter: short },
})

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Names come from operators and customers, and tooltips are HTML. */
export const escapeHtml = (raw: string): string =>
  raw.replaceAll(/[&<>"]/g, (c) => ENTITIES[c] ?? c)

export interface TooltipLine {
  name: string
  value: string
  colour?: string | undefined
}

export function tooltipHtml(title: string, lines: readonly TooltipLine[]): string {
  const rows = lines.map(
    ({ name, value, colour }) =>
      `<div style="display:flex;gap:24px;justify-content:space-between"><span>${
        colour
          ? `<i style="display:inline-block;width:8px;height:8px;border-radius:2px;margin-right:6px;background:${colour}"></i>`
          : ''
      }${escapeHtml(name)}</span><b style="font-weight:600">${escapeHtml(value)}</b></div>`,
  )
  return `<div style="margin-bottom:4px;opacity:.75">${escapeHtml(title)}</div>${rows.join('')}`
}
