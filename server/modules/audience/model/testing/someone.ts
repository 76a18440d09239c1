import type { EventView, PersonView } from '../person-view.ts'

export const at = (instant: string): Date => new Date(instant)

export const did = (
  event: string,
  instant: string,
  properties: Readonly<Record<string, unknown>> = {},
): EventView => ({ event, at: at(instant), messageId: `${event}@${instant}`, properties })

/** A person of whom nothing is known but what the test says. */
export const someone = (known: Partial<PersonView> = {}): PersonView => ({
  personId: '42',
  createdAt: at('2025-12-01T00:00:00Z'),
  attributes: {},
  tags: [],
  stage: undefined,
  tier: undefined,
  interests: {},
  reachable: [],
  segments: [],
  events: [],
  ...known,
})
