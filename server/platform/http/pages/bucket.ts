/** So many at once, and so many a minute over time. */
export interface Allowance {
  burst: number
  perMinute: number
}

export interface Bucket {
  tokens: number
  atMs: number
}

const refilled = (bucket: Bucket | undefined, { burst, perMinute }: Allowance, nowMs: number) =>
  bucket
    ? Math.min(burst, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 60_000) * perMinute)
    : burst

/** Takes one token, or says in how many seconds there will be one. */
export function take(
  bucket: Bucket | undefined,
  allowance: Allowance,
  nowMs: number,
): { bucket: Bucket; waitSeconds: number } {
  const tokens = refilled(bucket, allowance, nowMs)
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, atMs: nowMs }, waitSeconds: 0 }
  const waitSeconds = Math.ceil(((1 - tokens) / allowance.perMinute) * 60)
  return { bucket: { tokens, atMs: nowMs }, waitSeconds }
}

/** In how many seconds a token will be there, without taking it. */
export function waitFor(bucket: Bucket | undefined, allowance: Allowance, nowMs: number): number {
  const tokens = refilled(bucket, allowance, nowMs)
  return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / allowance.perMinute) * 60)
}
