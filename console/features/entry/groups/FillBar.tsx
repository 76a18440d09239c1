import css from './groups.module.css'

interface FillBarProps {
  members: number | null
  /** scanning stops here */
  limit: number
  label: string
}

/** A group holds this many, whatever the code: scanning stops before. */
const GROUP_SIZE = 500

/** How full a group is for whoever scans, and how much of it is left for invitations only. */
export function FillBar({ members, limit, label }: FillBarProps) {
  const share = (n: number) => `${Math.min(100, (n / GROUP_SIZE) * 100)}%`
  const isFull = members !== null && members >= limit
  return (
    <div
      className={css.fill}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={Math.min(members ?? 0, limit)}
      aria-valuetext={label}
    >
      <i className={isFull ? css.full : css.part} style={{ width: share(members ?? 0) }} />
      <b style={{ left: share(limit) }} title={label} />
    </div>
  )
}
