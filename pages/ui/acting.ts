import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PageData } from '../page-data.ts'

export interface Acting {
  /** Sends, and shows what comes back; `undefined` when there was no connection (it is said so). */
  act: (path: string, send: object) => Promise<PageData | undefined>
  busy: boolean
}

export const ActingContext = createContext<Acting>({
  act: () => Promise.resolve(undefined),
  busy: false,
})

export const useActing = (): Acting => useContext(ActingContext)
