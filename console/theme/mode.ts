import { useSyncExternalStore } from 'react'
import { recall, remember } from '../ui/remember.ts'
import { cssVars } from './css-vars.ts'
import { DARK, LIGHT } from './palette.ts'

export type ThemeMode = 'light' | 'dark' | 'system'
export const THEME_MODES: readonly ThemeMode[] = ['light', 'dark', 'system']

const KEY = 'siyu.theme'
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const isMode = (text: string | undefined): text is ThemeMode =>
  THEME_MODES.some((mode) => mode === text)

const stored = recall(KEY)
let chosen: ThemeMode = isMode(stored) ? stored : 'system'

const isDark = (): boolean => chosen === 'dark' || (chosen === 'system' && prefersDark.matches)

/** index.html did this once before the first paint; from here on it follows the choice. */
function show(): void {
  const root = document.documentElement
  const palette = isDark() ? DARK : LIGHT
  root.dataset.theme = isDark() ? 'dark' : 'light'
  for (const [name, colour] of cssVars(palette)) root.style.setProperty(name, colour)
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', palette.paper)
  for (const listener of listeners) listener()
}

/** Once, before the first render. */
export function startTheme(): void {
  prefersDark.addEventListener('change', show)
  show()
}

export function chooseTheme(mode: ThemeMode): void {
  chosen = mode
  remember(KEY, mode)
  show()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useThemeMode = (): ThemeMode => useSyncExternalStore(subscribe, () => chosen)
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark)
