import { describe, expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { DARK, DARK_CHART, LIGHT, LIGHT_CHART } from './palette.ts'

test('black on white is 21 to 1', () => expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21))

describe.each([
  ['light', LIGHT, LIGHT_CHART],
  ['dark', DARK, DARK_CHART],
])('%s', (_, palette, chart) => {
  const grounds = [palette.paper, palette.shade, palette.raised]

  test.each(['ink', 'muted', 'primary', 'successText', 'warningText', 'dangerText'] as const)(
    '%s reads on every ground (WCAG AA, 4.5)',
    (name) => {
      for (const ground of grounds)
        expect(contrast(palette[name], ground)).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('a line of a chart stands out from the ground (WCAG 1.4.11, 2.2 for the palest)', () => {
    for (const colour of chart.series.slice(0, 4))
      expect(contrast(colour, palette.raised)).toBeGreaterThanOrEqual(2.8)
    for (const colour of chart.series)
      expect(contrast(colour, palette.raised)).toBeGreaterThanOrEqual(2.2)
  })
})
