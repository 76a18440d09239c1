import { sql, str, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { valueOf, type ChValue } from '../property.ts'
import { Name, quote } from '../text.ts'
import { passes, passesCh, sayTest, ValueTest } from '../value-test.ts'

export const Attribute = z
  .strictObject({ kind: z.literal('attribute'), name: Name, test: ValueTest })
  .meta({ id: 'PredicateAttribute' })
export type Attribute = z.infer<typeof Attribute>

/** Attributes lie in one JSON text; the name is a parameter, so any name is safe. */
function attributeCh(name: string): ChValue {
  const type = sql`JSONType(people.attributes, ${str(name)})`
  const when = (types: Sql, extract: Sql): Sql => sql`if(${type} IN (${types}), ${extract}, NULL)`
  const at = sql`(people.attributes, ${str(name)})`
  return {
    string: when(sql`'String'`, sql`JSONExtractString${at}`),
    number: when(sql`'Int64', 'UInt64', 'Double'`, sql`JSONExtractFloat${at}`),
    boolean: when(sql`'Bool'`, sql`JSONExtractBool${at}`),
    list: sql`CAST([], 'Array(Nullable(String))')`,
    isSet: sql`${type} IN ('String', 'Int64', 'UInt64', 'Double', 'Bool')`,
  }
}

/** What is known of the person passes the test. */
export const attribute: Operator<Attribute> = {
  ...timeless,
  ch: ({ name, test }) => passesCh(test, attributeCh(name)),
  matches: ({ name, test }, { attributes }) =>
    passes(test, Object.hasOwn(attributes, name) ? valueOf(attributes[name]) : undefined),
  reads: ({ name }) => [`attribute:${name}`],
  say: ({ name, test }, locale) => `${quote(name, locale)} ${sayTest(test, locale)}`,
  form: {
    group: 'portrait',
    label: { 'zh-CN': '属性', 'zh-TW': '屬性', en: 'Attribute' },
    hint: {
      'zh-CN': '城市、肤质、生日等资料',
      'zh-TW': '城市、膚質、生日等資料',
      en: 'City, skin type, birthday …',
    },
    initial: { kind: 'attribute', name: '', test: { op: 'is', value: '' } },
    fields: {
      name: {
        label: { 'zh-CN': '属性', 'zh-TW': '屬性', en: 'Attribute' },
        input: { kind: 'pick', from: 'attribute' },
      },
      test: {
        label: { 'zh-CN': '条件', 'zh-TW': '條件', en: 'Condition' },
        input: { kind: 'value_test' },
      },
    },
  },
}
