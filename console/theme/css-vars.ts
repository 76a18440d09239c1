import type { Palette } from './palette.ts'

/** The palette as CSS variables: `softLine` becomes `--soft-line`. */
export const cssVars = (palette: Palette): [name: string, colour: string][] =>
  Object.entries(palette).map(([name, colour]) => [
    `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    colour,
  ])
