import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PropertyFilter } from '#modules/audience/model/happening.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import { CARRIER_SAYS, LETTER_CARRIERS } from '#modules/deliver/model/carrier.ts'
import type { Field } from '#modules/journey/model/form.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { Pick } from '../../audience/builder/Pick.tsx'
import { PredicateBuilder } from '../../audience/builder/PredicateBuilder.tsx'
import { PropertyFilters } from '../../audience/builder/PropertyFilters.tsx'
import { useVocabulary } from '../../audience/builder/vocabulary.ts'
import { ContentPicker } from '../../content/ContentPicker.tsx'
import { SegmentPicker } from '../../deliver/SegmentPicker.tsx'
import { CouponPicker } from '../../loyalty/CouponPicker.tsx'
import { VariantsInput } from './VariantsInput.tsx'
import type { Variant } from './VariantsInput.tsx'

interface NodeFieldProps {
  field: Field
  value: unknown
  /** The event named in the same form, whose properties are suggested. */
  event: string
  onChange: (value: unknown) => void
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = <Item,>(value: unknown): Item[] => (Array.isArray(value) ? (value as Item[]) : [])
const NOTHING_YET: Predicate = { kind: 'and', of: [] }
const predicateIn = (value: unknown): Predicate =>
  typeof value === 'object' && value !== null && 'kind' in value
    ? (value as Predicate)
    : NOTHING_YET

const PICKERS = { segment: SegmentPicker, content: ContentPicker, coupon: CouponPicker }

/** One field of a step, drawn as its form says. A new kind of input does not compile without its control. */
export function NodeField({ field, value, event, onChange }: NodeFieldProps): ReactNode {
  const { t } = useTranslation('journey')
  const say = useSays()
  const vocabulary = useVocabulary()
  const { input } = field
  const label = say(field.label)
  switch (input.kind) {
    case 'pick': {
      if (input.from === 'event' || input.from === 'tag')
        return (
          <Pick
            label={label}
            value={text(value)}
            suggestions={vocabulary.of(input.from)}
            onChange={onChange}
          />
        )
      const Picker = PICKERS[input.from]
      return <Picker label={label} value={text(value)} onChange={onChange} />
    }
    case 'number':
      return (
        <InputNumber
          aria-label={label}
          style={{ width: '100%' }}
          min={input.min}
          max={input.max}
          precision={0}
          value={typeof value === 'number' ? value : null}
          suffix={say(input.unit)}
          onChange={(next) => next !== null && onChange(next)}
        />
      )
    case 'choice':
      return (
        <Select
          aria-label={label}
          style={{ width: '100%' }}
          value={text(value)}
          options={input.options.map((option) => ({
            value: option.value,
            label: say(option.label),
          }))}
          onChange={onChange}
        />
      )
    case 'carriers':
      return (
        <Select
          aria-label={label}
          style={{ width: '100%' }}
          mode="multiple"
          value={list<string>(value)}
          placeholder={t('form.carriers')}
          options={LETTER_CARRIERS.map((carrier) => ({
            value: carrier,
            label: say(CARRIER_SAYS[carrier]),
          }))}
          onChange={onChange}
        />
      )
    case 'condition':
      return <PredicateBuilder value={predicateIn(value)} onChange={onChange} />
    case 'property_filters':
      return (
        <PropertyFilters
          event={event}
          value={list<PropertyFilter>(value)}
          vocabulary={vocabulary}
          onChange={onChange}
        />
      )
    case 'variants':
      return <VariantsInput value={list<Variant>(value)} onChange={onChange} />
  }
}
