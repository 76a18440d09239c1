import { useCallback } from 'react'
import { useWords } from '../profile/words.ts'
import { bare } from './bare.ts'

const QUOTED = /「([^」]+)」|“([^”]+)”/g

/** A condition's sentence with our words for the events and carriers it quotes. */
export function useSays(): (says: string) => string {
  const words = useWords()
  return useCallback(
    (says: string) =>
      bare(says).replaceAll(QUOTED, (whole, zh: string | undefined, en: string | undefined) => {
        const name = zh ?? en ?? ''
        const known = words.event(name) === name ? words.channel(name) : words.event(name)
        return known === name ? whole : whole.replace(name, known)
      }),
    [words],
  )
}
