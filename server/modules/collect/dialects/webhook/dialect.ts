import type { Arrival, Decoded } from '../../model/decoded.ts'
import { canonicalName } from '../../model/canonical.ts'
import { caseOf, clockOf, messageIdOf, propertiesOf, refsOf } from '../../model/mapping/read.ts'
import { Mapping } from '../../model/mapping/mapping.ts'
import type { Reading as Says } from '../../model/mapping/mapping.ts'
import type { Dialect, Kept } from '../dialect.ts'
import { idOfParts, readEach } from '../read.ts'
import type { Json, Reading } from '../read.ts'

/** A shop system's own payloads, read as the mapping that was kept beside them says. */
function parse(kept: Kept, arrival: Arrival, textBytes: number): Decoded {
  const { data: mapping } = Mapping.safeParse(kept.mapping)
  return readEach(kept.batch, arrival, textBytes, (payload) =>
    mapping ? readOne(mapping, payload) : { field: '', reason: 'no mapping says what it is' },
  )
}

function readOne(mapping: Mapping, payload: Json): Reading {
  const says = caseOf(mapping, payload)?.as
  if (!says) return { field: '', reason: 'no case of the mapping is like it' }
  const identifiers = refsOf(payload, says)
  return {
    messageId: messageIdOf(payload, says) ?? idOfParts([payload]),
    type: says.type,
    event: says.type === 'identify' ? 'identified' : canonicalName(says.event),
    client: clockOf(payload, says),
    sent: undefined,
    isTimeTrue: true,
    identifiers,
    nobody: { field: placesOf(says), reason: 'names nobody' },
    properties: propertiesOf(payload, says.properties),
    traits: propertiesOf(payload, says.attributes),
    channel: 'server',
  }
}

const placesOf = ({ identifiers }: Says): string => identifiers.map(({ path }) => path).join(', ')

/** Its address, its signature and the keeping are `hooks.ts`; only the reading is a dialect's. */
export const webhook: Dialect = { endpoints: [], parse }
