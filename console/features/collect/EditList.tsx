import { AutoComplete, Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import css from './collect.module.css'
import { EDIT_KINDS, asKind } from './edits.ts'
import type { DraftEdit, EditKind } from './edits.ts'

interface EditListProps {
  edits: readonly DraftEdit[]
  /** places that the events have, to choose from */
  places: readonly string[]
  onChange: (edits: readonly DraftEdit[]) => void
}

const NEW: DraftEdit = { do: 'move', from: '', to: '' }

/** The edits in their order; each is a sentence of a verb and places. */
export function EditList({ edits, places, onChange }: EditListProps) {
  const { t } = useTranslation('collect')
  const replace = (at: number, edit: DraftEdit) => onChange(edits.with(at, edit))
  return (
    <div className={css.column}>
      {edits.map((edit, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- an edit is its place in the order
        <div key={at} className={css.edit} role="group" aria-label={t('mend.edit', { n: at + 1 })}>
          <Select<EditKind>
            aria-label={t('mend.verb')}
            value={edit.do}
            style={{ width: 110 }}
            options={EDIT_KINDS.map((kind) => ({ value: kind, label: t(`mend.do.${kind}`) }))}
            onChange={(kind) => replace(at, asKind(edit, kind))}
          />
          {'from' in edit && (
            <Place
              label={t('mend.from')}
              value={edit.from}
              places={places}
              onChange={(from) => replace(at, { ...edit, from })}
            />
          )}
          {'to' in edit && (
            <Place
              label={t('mend.to')}
              value={edit.to}
              places={places}
              onChange={(to) => replace(at, { ...edit, to } as DraftEdit)}
            />
          )}
          {'value' in edit && (
            <Input
              aria-label={t('mend.value')}
              placeholder={t('mend.value')}
              value={edit.value}
              maxLength={2_000}
              onChange={(change) => replace(at, { ...edit, value: change.target.value })}
            />
          )}
          <Button type="text" onClick={() => onChange(edits.toSpliced(at, 1))}>
            {t('mend.takeAway')}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...edits, NEW])} disabled={edits.length >= 20}>
          {t('mend.add')}
        </Button>
      </div>
    </div>
  )
}

interface PlaceProps {
  label: string
  value: string
  places: readonly string[]
  onChange: (place: string) => void
}

function Place({ label, value, places, onChange }: PlaceProps) {
  return (
    <AutoComplete
      value={value}
      options={places.map((place) => ({ value: place }))}
      showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
      onChange={onChange}
      style={{ minWidth: 200, flex: 1 }}
    >
      <Input aria-label={label} placeholder={label} spellCheck={false} />
    </AutoComplete>
  )
}
