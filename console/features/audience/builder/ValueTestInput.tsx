import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { VALUE_OPS } from '#modules/audience/model/value-test.ts'
import type { ValueTest } from '#modules/audience/model/value-test.ts'
import { useLanguage } from '../../../i18n/language.ts'
import { asScalar, kindOf, testWith } from './value-kinds.ts'
import type { Scalar, ScalarKind } from './value-kinds.ts'

interface ValueTestInputProps {
  value: ValueTest
  onChange: (test: ValueTest) => void
}

const KINDS = ['text', 'number', 'yesNo'] as const satisfies readonly ScalarKind[]
const OPS = Object.keys(VALUE_OPS) as ValueTest['op'][]

/** A condition on one value: the comparison, then what it is compared with. */
export function ValueTestInput({ value, onChange }: ValueTestInputProps) {
  const { t } = useTranslation('audience')
  const language = useLanguage()
  return (
    <>
      <Select
        size="small"
        variant="filled"
        aria-label={t('build.condition')}
        value={value.op}
        popupMatchSelectWidth={false}
        options={OPS.map((op) => ({ value: op, label: VALUE_OPS[op].label[language] }))}
        onChange={(op) => onChange(testWith(op, value))}
      />
      <Compared value={value} onChange={onChange} />
    </>
  )
}

function Compared({ value, onChange }: ValueTestInputProps) {
  const { t } = useTranslation('audience')
  switch (value.op) {
    case 'is':
    case 'is_not':
      return (
        <ScalarInput value={value.value} onChange={(next) => onChange({ ...value, value: next })} />
      )
    case 'in':
      return (
        <Select<string[]>
          size="small"
          variant="filled"
          mode="tags"
          open={false}
          suffixIcon={null}
          aria-label={t('build.value')}
          placeholder={t('build.values')}
          style={{ minWidth: 160 }}
          value={value.values.map(String)}
          onChange={(values) => onChange({ ...value, values: values.map(asGuess) })}
        />
      )
    case 'contains':
      return (
        <Input
          size="small"
          variant="filled"
          aria-label={t('build.value')}
          style={{ width: 140 }}
          value={value.value}
          onChange={(event) => onChange({ ...value, value: event.target.value })}
        />
      )
    case 'between':
      return (
        <>
          <BoundInput value={value.from} onChange={(from) => onChange({ ...value, from })} />
          {t('build.to')}
          <BoundInput value={value.to} onChange={(to) => onChange({ ...value, to })} />
        </>
      )
    case 'is_set':
    case 'is_not_set':
      return null
    default:
      return (
        <BoundInput value={value.value} onChange={(next) => onChange({ ...value, value: next })} />
      )
  }
}

/** In a list, what reads as a number is one. */
const asGuess = (text: string): Scalar =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text

function KindSelect({
  kind,
  onChange,
}: {
  kind: ScalarKind
  onChange: (kind: ScalarKind) => void
}) {
  const { t } = useTranslation('audience')
  return (
    <Select
      size="small"
      variant="borderless"
      aria-label={t('build.value')}
      value={kind}
      popupMatchSelectWidth={false}
      options={KINDS.map((one) => ({ value: one, label: t(`build.${one}`) }))}
      onChange={onChange}
    />
  )
}

function ScalarInput({ value, onChange }: { value: Scalar; onChange: (value: Scalar) => void }) {
  const { t } = useTranslation('audience')
  const shared = { size: 'small', variant: 'filled', 'aria-label': t('build.value') } as const
  return (
    <>
      {typeof value === 'string' && (
        <Input
          {...shared}
          style={{ width: 120 }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {typeof value === 'number' && (
        <InputNumber {...shared} value={value} onChange={(next) => onChange(next ?? 0)} />
      )}
      {typeof value === 'boolean' && (
        <Select
          {...shared}
          value={value}
          options={[
            { value: true, label: t('build.yes') },
            { value: false, label: t('build.no') },
          ]}
          onChange={onChange}
        />
      )}
      <KindSelect kind={kindOf(value)} onChange={(kind) => onChange(asScalar(kind, value))} />
    </>
  )
}

type Bound = Extract<ValueTest, { op: 'gt' }>['value']

function BoundInput({ value, onChange }: { value: Bound; onChange: (value: Bound) => void }) {
  const { t } = useTranslation('audience')
  const isDate = typeof value !== 'number'
  return (
    <>
      {isDate ? (
        <DatePicker
          size="small"
          variant="filled"
          allowClear={false}
          aria-label={t('build.value')}
          value={dayjs(value.at)}
          onChange={(date) => date && onChange({ at: date.toISOString() })}
        />
      ) : (
        <InputNumber
          size="small"
          variant="filled"
          aria-label={t('build.value')}
          value={value}
          onChange={(next) => onChange(next ?? 0)}
        />
      )}
      <Select
        size="small"
        variant="borderless"
        aria-label={t('build.value')}
        value={isDate ? 'date' : 'number'}
        popupMatchSelectWidth={false}
        options={[
          { value: 'number', label: t('build.number') },
          { value: 'date', label: t('build.date') },
        ]}
        onChange={(kind) =>
          onChange(kind === 'date' ? { at: dayjs().startOf('day').toISOString() } : 0)
        }
      />
    </>
  )
}
