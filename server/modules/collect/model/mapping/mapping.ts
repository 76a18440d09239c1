import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { TimeZone } from '#kernel/time-zone.ts'
import { IDENTIFIER_KINDS } from '#platform/event.ts'
import { Path } from './path.ts'
import { TRANSFORMS } from './transform.ts'

/** A place where something must stand. */
const Place = Path.min(1)
const Name = z.string().trim().min(1).max(200)
const Text = z.string().max(500)

const Condition = z.discriminatedUnion('op', [
  z.strictObject({ path: Place, op: z.literal('is'), value: Text }),
  z.strictObject({ path: Place, op: z.literal('one_of'), values: z.array(Text).min(1).max(50) }),
  z.strictObject({ path: Place, op: z.literal('exists') }),
  z.strictObject({ path: Place, op: z.literal('absent') }),
])
export type Condition = z.infer<typeof Condition>

const Field = z.strictObject({
  to: Name,
  path: Place,
  as: z.enum(TRANSFORMS).default('as_is'),
  /** a sender's words → ours; what is not in it stays */
  table: z.record(Text, Text).optional(),
})
const Constant = z.strictObject({ to: Name, constant: Text })
/** A list of things with properties of their own, such as the products of an order. */
const Each = z.strictObject({ to: Name, each: Place, fields: z.array(Field).min(1).max(30) })
export type Field = z.infer<typeof Field>

const Property = z.union([Each, Constant, Field])
export type Property = z.infer<typeof Property>

const Time = z.strictObject({
  path: Place,
  format: z.enum(['iso', 'seconds', 'milliseconds', 'local']),
  /** of `local` texts such as 2026-03-01 08:30:00 */
  zone: TimeZone.default('Asia/Shanghai'),
})

const Reading = z.strictObject({
  type: z.enum(['track', 'identify']).default('track'),
  event: z.string().trim().max(200).default(''),
  identifiers: z
    .array(
      z.strictObject({
        kind: z.enum(IDENTIFIER_KINDS),
        path: Place,
        /** which app or corp it is of */
        scope: z.string().trim().max(100).default(''),
      }),
    )
    .min(1)
    .max(10),
  /** absent: when it arrived */
  time: Time.optional(),
  /** whose texts together make the message's id; none: a hash of the whole */
  messageId: z.array(Place).max(5).default([]),
  properties: z.array(Property).max(80).default([]),
  attributes: z
    .array(z.union([Field, Constant]))
    .max(80)
    .default([]),
})
export type Reading = z.infer<typeof Reading>

const Case = z.strictObject({
  when: z.array(Condition).max(10).default([]),
  /** absent: such payloads are answered and not kept */
  as: Reading.optional(),
})

/** How a sender's payloads become events: the first case of which every condition holds. */
export const Mapping = z
  .strictObject({
    /** where the events are: a list, or one */
    events: Path.default(''),
    cases: z.array(Case).max(20),
  })
  .refine(
    ({ cases }) => cases.every(({ as }) => !as || as.type === 'identify' || as.event !== ''),
    {
      path: ['cases'],
      message: inAll({
        'zh-CN': '请为每一种情况填写事件名',
        'zh-TW': '請為每一種情況填寫事件名稱',
        en: 'give each case the name of its event',
      }),
    },
  )
export type Mapping = z.infer<typeof Mapping>
