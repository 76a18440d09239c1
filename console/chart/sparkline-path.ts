/** The points of a sparkline in a box of this size; a flat course runs through the middle. */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const inset = 2
  return values
    .map((value, i) => {
      const x = inset + (i / Math.max(values.length - 1, 1)) * (width - 2 * inset)
      const share = span === 0 ? 0.5 : (value - low) / span
      const y = height - inset - share * (height - 2 * inset)
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}
