import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './DataTable.module.css'

interface SearchBoxProps {
  placeholder: string
  /** What the list shows now. */
  value: string
  onSearch: (q: string) => void
}

const TYPING_PAUSE_MS = 250

/** Asks after a pause in typing. What came from elsewhere (a link, “back”) is taken over. */
export function SearchBox({ placeholder, value, onSearch }: SearchBoxProps) {
  const { t } = useTranslation('kit')
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [sent, setSent] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (value !== seen) {
    setSeen(value)
    // Our own question coming back must not undo what was typed since.
    if (value !== sent) setText(value)
  }
  const ask = (q: string) => {
    clearTimeout(timer.current)
    setSent(q)
    onSearch(q)
  }
  const type = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => ask(next.trim()), TYPING_PAUSE_MS)
  }
  return (
    <Input
      className={css.search ?? ''}
      data-list-search
      allowClear
      aria-label={t('table.searchLabel')}
      prefix={<SearchOutlined />}
      placeholder={placeholder}
      value={text}
      onChange={(event) => type(event.target.value)}
      onPressEnter={() => ask(text.trim())}
    />
  )
}
