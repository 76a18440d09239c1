import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../api/client.ts'
import { useFormat } from '../../../ui/use-format.ts'

interface ChatPickerProps {
  id?: string
  value?: string[]
  onChange?: (chatIds: string[]) => void
  most: number
}

/** Customer groups by name, the emptiest first. */
export function ChatPicker({ id, value, onChange, most }: ChatPickerProps) {
  const { t } = useTranslation('groupCode')
  const format = useFormat()
  const [q, setQ] = useState('')
  const found = useQuery(
    orpc.entry.groupsForCodes.queryOptions({ input: { q: q || undefined, limit: 100 } }),
  )
  return (
    <Select<string[]>
      {...(id && { id })}
      mode="multiple"
      value={value ?? []}
      maxCount={most}
      placeholder={t('pickChat')}
      loading={found.isPending}
      showSearch={{ filterOption: false, onSearch: setQ }}
      notFoundContent={t('noChats')}
      options={found.data?.items.map(({ chatId, name, members }) => ({
        value: chatId,
        label: `${name || chatId} · ${format.number(members)}`,
      }))}
      onChange={(next) => onChange?.(next)}
    />
  )
}
