import { sql, str } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { Name, quote } from '../text.ts'

export const Reachable = z
  .strictObject({ kind: z.literal('reachable'), carrier: Name })
  .meta({ id: 'PredicateReachable' })
export type Reachable = z.infer<typeof Reachable>

/** The brand can reach the person on this carrier at present. */
export const reachable: Operator<Reachable> = {
  ...timeless,
  ch: (p) => sql`has(people.reachable, ${str(p.carrier)})`,
  matches: (p, person) => person.reachable.includes(p.carrier),
  reads: (p) => [`reachable:${p.carrier}`],
  say: (p, locale) =>
    ({
      'zh-CN': `可通过${quote(p.carrier, locale)}触达`,
      'zh-TW': `可透過${quote(p.carrier, locale)}觸及`,
      en: `can be reached by ${quote(p.carrier, locale)}`,
    })[locale],
  form: {
    group: 'portrait',
    label: { 'zh-CN': '可触达', 'zh-TW': '可觸及', en: 'Reachable' },
    hint: {
      'zh-CN': '目前能通过某个载体触达',
      'zh-TW': '目前能透過某個管道觸及',
      en: 'A carrier reaches the person at present',
    },
    initial: { kind: 'reachable', carrier: '' },
    fields: {
      carrier: {
        label: { 'zh-CN': '载体', 'zh-TW': '觸及管道', en: 'Carrier' },
        input: { kind: 'pick', from: 'carrier' },
      },
    },
  },
}
