import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './CodeSnippet.module.css'

interface CodeSnippetProps {
  code: string
  /** What it is: `curl`, `HTML`, a file's name. */
  label: string
}

const SHOWN_MS = 1_600

export function CodeSnippet({ code, label }: CodeSnippetProps) {
  const { t } = useTranslation('kit')
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(code)
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  return (
    <figure className={css.snippet}>
      <figcaption className={css.caption}>
        <span>{label}</span>
        <Button size="small" type="text" onClick={copy}>
          <span aria-live="polite">{isCopied ? t('copied') : t('copy')}</span>
        </Button>
      </figcaption>
      {/* Long lines scroll, and what scrolls must be reachable by keyboard. */}
      <pre className={css.code} tabIndex={0} aria-label={label}>
        <code>{code}</code>
      </pre>
    </figure>
  )
}
