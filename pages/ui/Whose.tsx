import { useReader } from './reader.ts'

/** Whose page this is, so that nobody uses another's without noticing. */
export function Whose({ brand, name }: { brand: string; name: string | null }) {
  const { say } = useReader()
  return (
    <p class="muted">
      {brand && <span class="brand">{brand}</span>}
      {name && say('whose', { name })}
    </p>
  )
}
