import { z } from 'zod'
import { andSchema, type And } from './operators/and.ts'
import { Attribute } from './operators/attribute.ts'
import { Event } from './operators/event.ts'
import { EventSum } from './operators/event-sum.ts'
import { Interest } from './operators/interest.ts'
import { LastEvent } from './operators/last-event.ts'
import { notSchema, type Not } from './operators/not.ts'
import { orSchema, type Or } from './operators/or.ts'
import { RandomBucket } from './operators/random-bucket.ts'
import { Reachable } from './operators/reachable.ts'
import { Segment } from './operators/segment.ts'
import { Sequence } from './operators/sequence.ts'
import { Source } from './operators/source.ts'
import { Stage } from './operators/stage.ts'
import { Tag } from './operators/tag.ts'
import { Tier } from './operators/tier.ts'
import { withinLimits } from './limits.ts'

/** One condition on a person, the same JSON wherever people are chosen (SPEC 1). */
export type Predicate =
  | And<Predicate>
  | Or<Predicate>
  | Not<Predicate>
  | Attribute
  | Tag
  | Stage
  | Tier
  | Event
  | EventSum
  | Sequence
  | LastEvent
  | Interest
  | Reachable
  | Segment
  | RandomBucket
  | Source

export type Kind = Predicate['kind']

const child: z.ZodType<Predicate> = z.lazy(() => node)

const node: z.ZodType<Predicate> = z
  .discriminatedUnion('kind', [
    andSchema(child),
    orSchema(child),
    notSchema(child),
    Attribute,
    Tag,
    Stage,
    Tier,
    Event,
    EventSum,
    Sequence,
    LastEvent,
    Interest,
    Reachable,
    Segment,
    RandomBucket,
    Source,
  ])
  .meta({ id: 'Predicate' })

/** Parses what came from outside; refuses what is too deep or too large before looking further. */
export const Predicate = z.preprocess(withinLimits, node)
