import type { Options } from '../core/options.ts'

export interface MiniOptions extends Options {
  /** What is noted without code; each can be turned off. All on unless said. */
  autocapture?: boolean | { app?: boolean; pages?: boolean; taps?: boolean; shares?: boolean }
}
