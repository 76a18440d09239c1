import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { Read } from './operator.ts'
import type { PersonView } from './person-view.ts'
import { reads } from './reads.ts'
import { person } from './testing/people.ts'
import { predicate } from './testing/predicates.ts'
import { instant } from './testing/values.ts'

const only = <V>(record: Readonly<Record<string, V>>, keep: (key: string) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)))

/** The same person with everything forgotten that is not in `read`. */
function reduced(one: PersonView, read: readonly Read[]): PersonView {
  const has = (what: Read) => read.includes(what)
  return {
    ...one,
    attributes: only(one.attributes, (name) => has(`attribute:${name}`)),
    tags: one.tags.filter(({ tag }) => has(`tag:${tag}`)),
    stage: has('stage') ? one.stage : undefined,
    tier: has('tier') ? one.tier : undefined,
    interests: only(one.interests, (tag) => has(`interest:${tag}`)),
    reachable: one.reachable.filter((carrier) => has(`reachable:${carrier}`)),
    source: has('source') ? one.source : undefined,
    segments: one.segments.filter((id) => has(`segment:${id}`)),
    events: one.events.filter(({ event }) => has(`event:${event}`)),
  }
}

test('what a predicate does not name among its reads cannot change its answer', () => {
  fc.assert(
    fc.property(person, predicate, instant, (one, asked, now) => {
      const less = reduced(one, reads(asked))
      expect(evaluate(asked, less, now)).toBe(evaluate(asked, one, now))
    }),
  )
})
