import { defaultParseSearch, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface LinkToProps {
  /** An address of the console, with its filters: `/people?source=douyin`. */
  to: string
  className?: string | undefined
  'aria-label'?: string
  children: ReactNode
}

/** A link that may carry filters; the router's own takes path and search apart. */
export function LinkTo({ to, ...rest }: LinkToProps) {
  const [path = '/', query = ''] = to.split('?')
  return <Link to={path} search={defaultParseSearch(query)} {...rest} />
}
