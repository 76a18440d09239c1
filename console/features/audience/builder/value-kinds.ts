import { VALUE_OPS } from '#modules/audience/model/value-test.ts'
import type { ValueTest } from '#modules/audience/model/value-test.ts'

export type Scalar = string | number | boolean
export type ScalarKind = 'text' | 'number' | 'yesNo'

export const kindOf = (value: Scalar): ScalarKind =>
  typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'yesNo'

/** The value as another kind, as near as it comes: kinds never equal one another. */
export function asScalar(kind: ScalarKind, value: Scalar): Scalar {
  if (kind === 'text') return typeof value === 'boolean' ? '' : String(value)
  if (kind === 'yesNo') return true
  const number = Number(value)
  return typeof value !== 'boolean' && Number.isFinite(number) ? number : 0
}

/** The test with another comparison; what was entered stays where it still fits. */
export function testWith(op: ValueTest['op'], old: ValueTest): ValueTest {
  const scalar: Scalar = 'value' in old && typeof old.value !== 'object' ? old.value : ''
  const bound = typeof scalar === 'number' ? scalar : 0
  switch (op) {
    case 'is':
    case 'is_not':
      return { op, value: scalar }
    case 'in':
      return { op, values: scalar === '' ? [] : [scalar] }
    case 'contains':
      return { op, value: typeof scalar === 'string' ? scalar : '' }
    case 'between':
      return { op, from: bound, to: bound }
    case 'is_set':
    case 'is_not_set':
      return { op }
    default:
      return {
        op,
        value: 'value' in old && VALUE_OPS[old.op].takes === 'bound' ? boundOf(old) : bound,
      }
  }
}

type Bound = Extract<ValueTest, { op: 'gt' }>['value']

const boundOf = (test: ValueTest): Bound =>
  test.op === 'gt' || test.op === 'gte' || test.op === 'lt' || test.op === 'lte' ? test.value : 0
