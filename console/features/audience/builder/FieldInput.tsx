import { Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { COUNT_OPS } from '#modules/audience/model/count.ts'
import type { Count } from '#modules/audience/model/count.ts'
import { DAYS_OPS } from '#modules/audience/model/days-since.ts'
import type { DaysSince } from '#modules/audience/model/days-since.ts'
import type { Field } from '#modules/audience/model/form.ts'
import type { Happening, PropertyFilter } from '#modules/audience/model/happening.ts'
import type { ValueTest } from '#modules/audience/model/value-test.ts'
import type { Window } from '#modules/audience/model/window.ts'
import { useLanguage } from '../../../i18n/language.ts'
import { Pick } from './Pick.tsx'
import { PropertyFilters } from './PropertyFilters.tsx'
import { ValueTestInput } from './ValueTestInput.tsx'
import type { Vocabulary } from './vocabulary.ts'
import { WindowInput } from './WindowInput.tsx'

interface FieldInputProps {
  field: Field
  /** What the field's kind says it is. */
  value: unknown
  /** The event of the same condition, whose properties are suggested. */
  event: string
  vocabulary: Vocabulary
  onChange: (value: unknown) => void
}

/** One part of a condition, drawn as the operator's form says. Each kind of input names its value's type. */
export function FieldInput({
  field,
  value,
  event,
  vocabulary,
  onChange,
}: FieldInputProps): ReactNode {
  const { t } = useTranslation('audience')
  const language = useLanguage()
  const label = field.label[language]
  const { input } = field
  const shared = { size: 'small', variant: 'filled', 'aria-label': label } as const
  switch (input.kind) {
    case 'pick':
      return (
        <Pick
          label={label}
          value={value as string}
          suggestions={vocabulary.of(input.from)}
          isClosed={input.from === 'segment'}
          onChange={onChange}
        />
      )
    case 'text':
      return (
        <Input
          {...shared}
          style={{ width: 140 }}
          value={value as string}
          status={value === '' ? 'warning' : ''}
          onChange={(typed) => onChange(typed.target.value)}
        />
      )
    case 'number':
      return (
        <>
          <InputNumber
            {...shared}
            style={{ width: 88 }}
            value={value as number}
            {...(input.min !== undefined && { min: input.min })}
            {...(input.max !== undefined && { max: input.max })}
            {...(input.integer && { precision: 0 })}
            onChange={(next) => onChange(next ?? input.min ?? 0)}
          />
          {input.unit?.[language]}
        </>
      )
    case 'choice': {
      const options = input.options.map((one) => ({ value: one.value, label: one.label[language] }))
      return input.many ? (
        <Select<string[]>
          {...shared}
          mode="multiple"
          style={{ minWidth: 120 }}
          popupMatchSelectWidth={false}
          value={value as string[]}
          options={options}
          onChange={onChange}
        />
      ) : (
        <Select<string>
          {...shared}
          popupMatchSelectWidth={false}
          value={value as string}
          options={options}
          onChange={onChange}
        />
      )
    }
    case 'value_test':
      return <ValueTestInput value={value as ValueTest} onChange={onChange} />
    case 'property':
      return (
        <Pick
          label={label}
          value={value as string}
          suggestions={vocabulary.properties(event).map((path) => ({ value: path, label: path }))}
          onChange={onChange}
        />
      )
    case 'property_filters':
      return (
        <PropertyFilters
          event={event}
          value={value as PropertyFilter[]}
          vocabulary={vocabulary}
          onChange={onChange}
        />
      )
    case 'happening': {
      const happening = value as Happening
      return (
        <>
          <Pick
            label={label}
            value={happening.event}
            suggestions={vocabulary.of('event')}
            onChange={(name) => onChange({ ...happening, event: name })}
          />
          <PropertyFilters
            event={happening.event}
            value={happening.where}
            vocabulary={vocabulary}
            onChange={(where) => onChange({ ...happening, where })}
          />
        </>
      )
    }
    case 'count': {
      const count = value as Count
      return (
        <>
          <Select<Count['op']>
            {...shared}
            value={count.op}
            popupMatchSelectWidth={false}
            options={(Object.keys(COUNT_OPS) as Count['op'][]).map((op) => ({
              value: op,
              label: COUNT_OPS[op][language],
            }))}
            onChange={(op) => onChange({ ...count, op })}
          />
          <InputNumber
            {...shared}
            style={{ width: 60 }}
            min={0}
            precision={0}
            value={count.n}
            onChange={(n) => onChange({ ...count, n: n ?? 0 })}
          />
          {t('build.times')}
        </>
      )
    }
    case 'days': {
      const days = value as DaysSince
      return (
        <>
          <Select<DaysSince['op']>
            {...shared}
            value={days.op}
            popupMatchSelectWidth={false}
            options={(Object.keys(DAYS_OPS) as DaysSince['op'][]).map((op) => ({
              value: op,
              label: DAYS_OPS[op][language],
            }))}
            onChange={(op) => onChange({ ...days, op })}
          />
          <InputNumber
            {...shared}
            style={{ width: 60 }}
            min={1}
            precision={0}
            value={days.n}
            onChange={(n) => onChange({ ...days, n: n ?? 1 })}
          />
          {t('build.days')}
        </>
      )
    }
    case 'window':
      return <WindowInput label={label} value={value as Window} onChange={onChange} />
    // Conditions within conditions are drawn by the builder itself.
    case 'condition':
    case 'conditions':
      return null
  }
}
