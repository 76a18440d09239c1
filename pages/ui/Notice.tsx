import type { ComponentChildren } from 'preact'

interface NoticeProps {
  title: string
  text?: string | undefined
  isGood?: boolean
  children?: ComponentChildren
}

/** Where somebody stands, in words; what to do next stands below it. */
export function Notice({ title, text, isGood, children }: NoticeProps) {
  return (
    <div class={isGood ? 'notice good' : 'notice'} role="status">
      <strong>{title}</strong>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}
