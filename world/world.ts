import { clockOf } from './clock.ts'
import type { Clock } from './clock.ts'
import { noFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { hexId } from './random.ts'
import { newLife } from './people/life.ts'
import type { Life } from './people/life.ts'
import type { Person } from './people/person.ts'
import { population } from './people/population.ts'
import { CREDENTIALS, SETTINGS } from './settings.ts'
import type { Credentials, Settings } from './settings.ts'
import { emptyState } from './state/state.ts'
import type { State } from './state/state.ts'

/** The world as its parts see it: a state that can be saved, and what is derived from it. */
export interface World {
  state: State
  settings: Settings
  credentials: Credentials
  clock: Clock
  faults: Faults
  people: readonly Person[]
  personById: (id: string) => Person | undefined
  personByExternalId: (externalUserId: string) => Person | undefined
  personByOpenid: (openid: string) => Person | undefined
  personByPhone: (phone: string) => Person | undefined
  personByEmail: (email: string) => Person | undefined
  lifeOf: (personId: string) => Life
  /** An id nobody had before: `prefix` and hex. */
  newId: (prefix: string) => string
  /** Where the platforms are served; known once they listen. */
  baseUrl: string
}

export interface Beginning {
  seed?: number
  people?: number
  startAt?: Date
  settings?: Partial<Settings>
  credentials?: Credentials
  /** A world that was saved; seed, people and start are then its own. */
  state?: State | undefined
}

export const DEFAULT_SEED = 20_260_301
export const DEFAULT_PEOPLE = 300
export const DEFAULT_START = '2026-03-01T00:00:00+08:00'

export function createWorld(beginning: Beginning = {}): World {
  const { seed = DEFAULT_SEED, people: size = DEFAULT_PEOPLE } = beginning
  const at = beginning.startAt ?? new Date(DEFAULT_START)
  const state = beginning.state ?? emptyState({ seed, people: size, at })
  const people = population(state.seed, state.people)
  const by = (key: (person: Person) => string) => {
    const index = new Map(people.map((person) => [key(person), person]))
    return (value: string) => index.get(value)
  }
  return {
    state,
    settings: { ...SETTINGS, ...beginning.settings },
    credentials: beginning.credentials ?? CREDENTIALS,
    clock: clockOf(state),
    faults: noFaults(),
    people,
    personById: by((person) => person.id),
    personByExternalId: by((person) => person.externalUserId),
    personByOpenid: by((person) => person.openid),
    personByPhone: by((person) => person.phone),
    personByEmail: by((person) => person.email),
    lifeOf: (id) => (state.lives[id] ??= newLife()),
    newId: (prefix) => `${prefix}${hexId(state.seed, `id:${prefix}:${state.made++}`, 24)}`,
    baseUrl: '',
  }
}
