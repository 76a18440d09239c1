import { expect, test } from 'vitest'
import { complaintsOf, fillTemplate, SAMPLE_RECIPIENT } from './variables.ts'

test.each([
  ['plain text', '你好'],
  ['a known variable', '你好 {{ person.nickname }}'],
  ['a default for those without a name', '{{ person.nickname | default: "朋友" }}'],
  ['a condition on a known variable', '{% if person.tier == "loyal" %}谢谢{% endif %}'],
  ['a variable made in the template', '{% assign x = person.city %}{{ x }}'],
])('%s is fine', (_, template) => expect(complaintsOf(template)).toEqual([]))

test.each([
  ['an unknown variable', '{{ person.nikname }}', 'person.nikname'],
  ['an unknown object', '{{ coupon.code }}', 'coupon.code'],
  ['an unknown filter', '{{ person.name | shout }}', 'shout'],
  ['an open bracket', '{{ person.name', 'not closed'],
  ['an unknown tag', '{% include "x" %}', 'include'],
])('%s is named and refused', (_, template, named) => {
  const [complaint] = complaintsOf(template)
  expect(complaint?.en).toContain(named)
  expect(complaint?.['zh-CN']).toContain(named)
})

test('what is not known of a person is empty, so that a default steps in', () => {
  const template = '{{ person.nickname | default: "朋友" }},{{ person.city }}好'
  expect(fillTemplate(template, { attributes: {} })).toBe('朋友,好')
  expect(fillTemplate(template, SAMPLE_RECIPIENT)).toBe('小满,杭州好')
})

test('a name is text: it cannot bring a template of its own', () => {
  expect(
    fillTemplate('{{ person.nickname }}', { attributes: { nickname: '{{ person.city }}' } }),
  ).toBe('{{ person.city }}')
})
