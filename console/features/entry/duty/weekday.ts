const KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Under which name the words of a weekday stand; 1 is Monday. */
export const weekdayKey = (day: number): (typeof KEYS)[number] => KEYS[day - 1] ?? 'mon'
