import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suggestion } from './vocabulary.ts'

interface PickProps {
  label: string
  value: string
  suggestions: readonly Suggestion[]
  /** Only what is suggested may be chosen; else anything may be typed. */
  isClosed?: boolean
  onChange: (value: string) => void
}

const matches = (input: string, option: { label: string; hint: string } | undefined): boolean =>
  `${option?.label ?? ''} ${option?.hint ?? ''}`.toLowerCase().includes(input.toLowerCase())

/** One name out of those that were seen, or a new one: things may be asked for before they happen. */
export function Pick({ label, value, suggestions, isClosed = false, onChange }: PickProps) {
  const { t } = useTranslation('audience')
  const [typed, setTyped] = useState('')
  const isKnown = (text: string) =>
    suggestions.some((one) => one.value === text || one.label === text)
  const shown = suggestions.map((one) => ({
    value: one.value,
    label: one.label,
    hint: one.value === one.label ? '' : one.value,
  }))
  if (value !== '' && !isKnown(value)) shown.unshift({ value, label: value, hint: '' })
  const text = typed.trim()
  if (!isClosed && text !== '' && text !== value && !isKnown(text))
    shown.push({ value: text, label: t('build.use', { text }), hint: text })
  return (
    <Select<string>
      size="small"
      variant="filled"
      aria-label={label}
      showSearch={{
        onSearch: setTyped,
        filterOption: (input, option) =>
          matches(
            input,
            shown.find((one) => one.value === option?.value),
          ),
      }}
      value={value === '' ? null : value}
      placeholder={isClosed ? t('build.choose') : t('build.chooseOrType')}
      status={value === '' ? 'warning' : ''}
      options={shown}
      popupMatchSelectWidth={false}
      style={{ minWidth: 120, maxWidth: 260 }}
      onChange={(next) => {
        setTyped('')
        onChange(next)
      }}
    />
  )
}
