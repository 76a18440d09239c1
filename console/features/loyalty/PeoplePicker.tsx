import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'

interface PeoplePickerProps {
  id?: string
  value?: string[]
  onChange?: (personIds: string[]) => void
}

const SHOWN = 20

/** People by name, phone or other id. */
export function PeoplePicker({ id, value, onChange }: PeoplePickerProps) {
  const { t } = useTranslation(['loyalty', 'kit'])
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['pick', 'people', text],
    queryFn: () => api.profile.listPeople({ q: text || undefined, limit: SHOWN }),
  })
  return (
    <Select<string[]>
      {...(id && { id })}
      mode="multiple"
      value={value ?? []}
      placeholder={t('grant.people')}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={(found.data?.items ?? []).map(({ personId, name }) => ({
        value: personId,
        label: name ? `${name} · ${personId}` : t('personNumber', { ns: 'kit', id: personId }),
      }))}
      onChange={(next) => onChange?.(next)}
    />
  )
}
