import { inAll } from '#kernel/locale.ts'
import { z } from 'zod'

/** What SDKs capture by themselves, under our names: what can be named afterwards. */
export const BASES = [
  'element_clicked',
  'page_viewed',
  'form_submitted',
  'element_changed',
  'content_seen',
  'page_left',
  'content_shared',
] as const
export type Base = (typeof BASES)[number]

/** Where an event tells a part of itself, on whichever SDK's way in it came. */
export const FIELDS = {
  host: { property: 'url' },
  path: { property: 'path' },
  title: { property: 'title' },
  selector: { property: 'element_selector' },
  element_path: { property: 'element_path' },
  element_id: { property: 'element_id' },
  element_name: { property: 'element_name' },
  element_type: { property: 'element_type' },
  text: { property: 'text' },
  href: { property: 'href' },
  content: { property: 'content_id' },
  source: { column: 'source' },
  channel: { column: 'channel' },
} as const
export type Field = keyof typeof FIELDS
export const FIELD_NAMES = Object.keys(FIELDS) as [Field, ...Field[]]

const CONDITIONS_MAX = 10
const VALUES_MAX = 50

/** A lone surrogate has no UTF-8, so the two engines could not see the same text. */
const Text = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (text) => !/\p{Surrogate}/u.test(text),
    inAll({
      'zh-CN': '文字中有残缺的字符',
      'zh-TW': '文字中有殘缺的字元',
      en: 'the text holds half of a character (a lone surrogate)',
    }),
  )

const field = z.enum(FIELD_NAMES)

/** `matches`: the whole text, where `*` stands for anything, also for nothing. */
export const Condition = z
  .discriminatedUnion('op', [
    z.strictObject({ field, op: z.literal('is'), value: Text }),
    z.strictObject({ field, op: z.literal('contains'), value: Text }),
    z.strictObject({ field, op: z.literal('starts'), value: Text }),
    z.strictObject({ field, op: z.literal('matches'), value: Text }),
    z.strictObject({
      field,
      op: z.literal('one_of'),
      values: z.array(Text).min(1).max(VALUES_MAX),
    }),
  ])
  .meta({ id: 'NamingCondition' })
export type Condition = z.infer<typeof Condition>
export const OPS = ['is', 'contains', 'starts', 'matches', 'one_of'] as const

/** Which of the captured events are meant: those of which every condition holds. */
export const Rule = z
  .strictObject({ base: z.enum(BASES), where: z.array(Condition).max(CONDITIONS_MAX) })
  .meta({ id: 'NamingRule' })
export type Rule = z.infer<typeof Rule>
