import type { Options } from '../core/options.ts'

/** What is captured without code; each can be turned off. */
export interface Autocapture {
  /** Page views (inner navigation too), and how long and how far each was read. */
  views?: boolean
  clicks?: boolean
  /** That a field was changed; never to what. */
  changes?: boolean
  submits?: boolean
  /** Elements marked `data-siyu-content` that were on the screen for a second. */
  content?: boolean
}

export interface BrowserOptions extends Options {
  autocapture?: boolean | Autocapture | undefined
  /** Whether the browser's id is also kept in a first-party cookie, shared by sub-domains. */
  cookie?: boolean | undefined
  /** Last word on every text and address that is captured without code. */
  mask?: ((text: string) => string) | undefined
}
