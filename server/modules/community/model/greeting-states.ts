/** What may become of the promise to greet a newcomer; the first three are under way. */
export const GREETING_STATES = [
  'waiting',
  'sending',
  'unknown',
  'sent',
  'missed',
  'already_done',
  'failed',
  'nothing_to_say',
] as const
export type GreetingState = (typeof GREETING_STATES)[number]
