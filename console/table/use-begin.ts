import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import type { Search } from './state.ts'

/** `?create=1` begins something new on a list's own page, as ⌘K asks it to; once per asking. */
export function useBegin(begin: () => void, notAllowed: string | undefined): void {
  const { create }: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const ask = useEffectEvent(() => {
    void navigate({
      to: '.',
      search: (now: Search) => ({ ...now, create: undefined }),
      replace: true,
    })
    if (notAllowed === undefined) begin()
  })
  useEffect(() => {
    if (create !== undefined) ask()
  }, [create])
}
