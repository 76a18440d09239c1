import { useEffect, useState } from 'react'

/** The value once it has not changed for so long: what is being typed is not asked about. */
export function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value)
  const said = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(said) as T), afterMs)
    return () => clearTimeout(timer)
  }, [said, afterMs])
  return settled
}
