import { AutoComplete, Input } from 'antd'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import css from './mapping.module.css'
import { shown } from './shown.ts'

interface PathInputProps {
  label: string
  leaves: readonly Leaf[]
  /** given by the form */
  id?: string
  value?: string
  onChange?: (path: string) => void
}

/** A place of the payload: offered with what stands there, or written by hand. */
export function PathInput({ label, leaves, ...given }: PathInputProps) {
  return (
    <AutoComplete
      {...given}
      className={css.grow ?? ''}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
      options={leaves.map((leaf) => ({
        value: leaf.path,
        label: (
          <span className={css.offer}>
            <code>{leaf.path}</code>
            <small>{shown(leaf)}</small>
          </span>
        ),
      }))}
    >
      <Input aria-label={label} placeholder={label} spellCheck={false} maxLength={300} />
    </AutoComplete>
  )
}
