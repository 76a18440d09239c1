/** A small pool beside the sea, in two strokes. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2.5 11.5C6 6.2 9.8 6.2 13.2 9.6s7.2 3.6 10.4.4c1.6-1.6 3.4-2.6 5.9-2.5" />
      <path d="M24.6 17.2c2.4 1 3.9 2.5 3.9 4.2 0 3.3-5.2 5.6-11.6 5.6S5.3 24.7 5.3 21.4s5.2-5.4 11.6-5.4" />
    </svg>
  )
}
