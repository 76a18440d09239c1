/** The colours of console.md's “Look”, once. Dark values are the same hues, lifted until they read. */
export interface Palette {
  paper: string
  /** The side bar: one shade of the paper away. */
  shade: string
  raised: string
  floating: string
  ink: string
  muted: string
  faint: string
  line: string
  softLine: string
  primary: string
  primarySoft: string
  success: string
  successText: string
  warning: string
  warningText: string
  danger: string
  dangerText: string
  /** Neither more nor less than before. */
  steady: string
  /** What left. */
  leak: string
}

export const LIGHT: Palette = {
  paper: '#FBFAF7',
  shade: '#F6F4EE',
  raised: '#FFFFFF',
  floating: '#FFFFFF',
  ink: '#18242B',
  muted: '#5F6F78',
  faint: '#8B979D',
  line: '#E5E3DC',
  softLine: '#EFEDE7',
  primary: '#0B6E7F',
  primarySoft: '#E4F0F1',
  success: '#2E8B57',
  successText: '#226B43',
  warning: '#C98A00',
  warningText: '#845A00',
  danger: '#C2413A',
  dangerText: '#A9332D',
  steady: '#8FA9AE',
  leak: '#E6DDD1',
}

export const DARK: Palette = {
  paper: '#10181C',
  shade: '#131D22',
  raised: '#162127',
  floating: '#1C2930',
  ink: '#E3E9EB',
  muted: '#9DADB5',
  faint: '#748690',
  line: '#25323A',
  softLine: '#1F2B32',
  primary: '#3FA3B4',
  primarySoft: '#16323A',
  success: '#4FAE7B',
  successText: '#6CC495',
  warning: '#D9A53A',
  warningText: '#E3B759',
  danger: '#DC6A62',
  dangerText: '#EB8B84',
  steady: '#5B7780',
  leak: '#33302B',
}

export interface ChartPalette {
  /** Okabe–Ito's order, shifted to our hues: tide, orange, green, vermilion, sky, plum, ochre. */
  series: readonly string[]
  /** The period before, drawn thin. */
  previous: string
  /** What left: drawn as a leak. */
  leak: string
  axis: string
  grid: string
  label: string
  /** Low → high, one hue, for heat maps. */
  scale: readonly string[]
}

export const LIGHT_CHART: ChartPalette = {
  series: ['#0B6E7F', '#D9822B', '#2E8B6E', '#C2513A', '#5AA5D6', '#A4668F', '#B8A12C'],
  previous: '#B4BBBE',
  leak: LIGHT.leak,
  axis: '#CFCCC3',
  grid: '#EFEDE7',
  label: '#5F6F78',
  scale: ['#F3F2EC', '#CFE3E3', '#9CC8CB', '#5FA5AD', '#2A8391', '#0B6E7F', '#07505D'],
}

export const DARK_CHART: ChartPalette = {
  series: ['#4BB0C1', '#E79A4E', '#4FB491', '#E07A63', '#7DBCE6', '#C48BB0', '#CFBB55'],
  previous: '#56666F',
  leak: DARK.leak,
  axis: '#33434C',
  grid: '#1F2B32',
  label: '#9DADB5',
  scale: ['#1A262C', '#1C3B43', '#1F545F', '#267280', '#3590A0', '#4BB0C1', '#86D0DC'],
}
