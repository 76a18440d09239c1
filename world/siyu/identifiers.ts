import type { Person } from '../people/person.ts'

/** One of a person's ids as Siyu's API takes it. */
export interface Identifier {
  kind: 'user_id' | 'unionid' | 'openid' | 'external_userid' | 'phone' | 'email' | 'anonymous_id'
  value: string
  scope?: string
}

export const userIdOf = (person: Person): string => `reader-${person.id}`

/** What the brand's shop knows of a buyer. */
export const buyerOf = (person: Person): Identifier[] => [
  { kind: 'user_id', value: userIdOf(person) },
  { kind: 'unionid', value: person.unionid },
  { kind: 'phone', value: person.phone },
]
