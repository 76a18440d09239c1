import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useSkewMs } from '../../api/server-clock.ts'
import { useTimeZone } from '../../api/session.ts'
import { instantsOf, readRange, writeRange } from './range.ts'
import type { Instants, RangeChoice } from './range.ts'

/** The range in the address, and the way to change it. It holds still within a day. */
export function useRange(): {
  choice: RangeChoice
  instants: Instants
  choose: (choice: RangeChoice) => void
} {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const timeZone = useTimeZone()
  const skewMs = useSkewMs()
  const [openedMs] = useState(() => Date.now())
  const choice = useMemo(() => readRange(search), [search])
  // The server's clock may leap; then "today" is another day.
  const instants = useMemo(
    () => instantsOf(choice, new Date(openedMs + skewMs), timeZone),
    [choice, timeZone, skewMs, openedMs],
  )
  return {
    choice,
    instants,
    choose: (next) =>
      void navigate({
        to: '.',
        search: (current: Record<string, unknown>) => ({ ...current, ...writeRange(next) }),
        replace: true,
      }),
  }
}
