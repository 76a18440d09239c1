import css from './LoginPage.module.css'

const WAVES = [0, 1, 2, 3, 4, 5, 6]
const RINGS = [0, 1, 2]

/** Tide lines of the sea above, and beside it the pool they left. */
export function Shore() {
  return (
    <svg
      className={css.shore}
      viewBox="0 0 640 720"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
    >
      {WAVES.map((i) => (
        <path
          key={i}
          d={`M-20 ${70 + i * 44}c90-${46 - i * 4} 170-${46 - i * 4} 250 0s160 ${40 - i * 3} 250-4 120-${36 - i * 3} 190-30`}
          strokeOpacity={0.16 + i * 0.06}
        />
      ))}
      {RINGS.map((i) => (
        <ellipse
          key={i}
          cx="430"
          cy="490"
          rx={64 + i * 44}
          ry={20 + i * 17}
          strokeOpacity={0.75 - i * 0.22}
        />
      ))}
    </svg>
  )
}
