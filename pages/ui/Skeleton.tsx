import { useReader } from './reader.ts'

/** The shape of what is on its way. */
export function Skeleton() {
  const { say } = useReader()
  return (
    <main class="page" aria-busy="true" aria-label={say('loading')}>
      <div class="bone short" />
      <div class="bone title" />
      <div class="bone block" />
      <div class="bone block" />
      <div class="bone" />
      <div class="bone short" />
    </main>
  )
}
