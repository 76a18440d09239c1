import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'

export interface Choice {
  value: string
  label: string
}

export interface PickProps {
  /** Given by the form. */
  id?: string
  value?: string | null | undefined
  onChange?: (value: string | undefined) => void
  label?: string | undefined
  isClearable?: boolean
  disabled?: boolean
}

interface RemotePickProps extends PickProps {
  /** Names what is picked from. */
  kind: string
  placeholder: string
  /** The first few that match, the newest first. */
  search: (text: string) => Promise<readonly Choice[]>
  /** The name of one that may not be among the first few. */
  nameOf: (value: string) => Promise<string>
  /** Shown when there is nothing to pick: where to make one. */
  empty: ReactNode
}

/** Picks one thing of the server's by typing a part of its name. */
export function RemotePick(props: RemotePickProps) {
  const { id, kind, value, onChange, label, isClearable, disabled, placeholder, empty } = props
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const found = useQuery({
    queryKey: ['pick', kind, text],
    queryFn: () => props.search(text),
    enabled: isOpen,
  })
  const chosen = useQuery({
    queryKey: ['pick', kind, 'name', value],
    queryFn: () => props.nameOf(value ?? ''),
    enabled: !!value,
    staleTime: 5 * 60_000,
    retry: false,
  })
  const options = [...(found.data ?? [])]
  if (value && !options.some((option) => option.value === value))
    options.unshift({ value, label: chosen.data ?? value.slice(0, 8) })
  return (
    <Select<string>
      {...(id && { id })}
      style={{ width: '100%' }}
      aria-label={label}
      placeholder={placeholder}
      value={value || null}
      options={options}
      loading={found.isFetching}
      allowClear={isClearable ?? false}
      disabled={disabled ?? false}
      showSearch={{ filterOption: false, onSearch: setText }}
      onOpenChange={setOpen}
      onChange={(next) => onChange?.(next)}
      notFoundContent={found.isFetching ? null : empty}
    />
  )
}
