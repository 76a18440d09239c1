/** What every runtime's SDK can be told. */
export interface Options {
  /** Lets the SDK send into one workspace, and nothing else. */
  writeKey: string
  /** Where Siyu is: `https://siyu.example.com`. */
  endpoint: string
  /** `required`: nothing is recorded, stored or sent before `consent(true)`. */
  consent?: 'assumed' | 'required' | undefined
  /** Says what was dropped and why. */
  debug?: boolean | undefined
  /** How long a message may wait for company. */
  flushAfterMs?: number | undefined
  /** So many waiting messages are sent at once; no request carries more. */
  batchSize?: number | undefined
  /** Beyond this the oldest message goes, and the next one that is sent says how many went. */
  maxQueued?: number | undefined
  /** The first pause after a failure; each further one is twice as long. */
  retryFromMs?: number | undefined
  retryToMs?: number | undefined
  /** So long without an event, and the next one begins a new session. */
  sessionIdleMs?: number | undefined
}

export type Settings = { [Name in keyof Options]-?: NonNullable<Options[Name]> }

export const DEFAULTS = {
  consent: 'assumed',
  debug: false,
  flushAfterMs: 2_000,
  batchSize: 50,
  maxQueued: 1_000,
  retryFromMs: 1_000,
  retryToMs: 300_000,
  sessionIdleMs: 1_800_000,
} as const

export const settingsOf = (options: Options): Settings =>
  ({ ...DEFAULTS, ...options, endpoint: options.endpoint.replace(/\/+$/, '') }) as Settings
