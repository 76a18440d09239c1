import { useCallback } from 'react'
import type { Says } from '#kernel/locale.ts'
import { useSays } from '../../i18n/use-says.ts'
import { useWords } from '../profile/words.ts'

const QUOTED = /([「“])([\w.]+)([」”])/g

/** Words from the model, with the names of events as operators call them. */
export function useTold(): (says: Says | undefined) => string {
  const say = useSays()
  const words = useWords()
  return useCallback(
    (says) =>
      say(says).replaceAll(
        QUOTED,
        (_, open: string, name: string, close: string) => `${open}${words.event(name)}${close}`,
      ),
    [say, words],
  )
}
