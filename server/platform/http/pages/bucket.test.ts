import fc from 'fast-check'
import { expect, test } from 'vitest'
import { take, waitFor } from './bucket.ts'
import type { Bucket } from './bucket.ts'

const rule = { burst: 3, perMinute: 60 }

test('three at once, then one a second', () => {
  let bucket: Bucket | undefined
  const ask = (ms: number) => {
    const taken = take(bucket, rule, ms)
    bucket = taken.bucket
    return taken.waitSeconds
  }
  expect([ask(0), ask(0), ask(0), ask(0)]).toEqual([0, 0, 0, 1])
  expect(waitFor(bucket, rule, 0)).toBe(1)
  expect(ask(1_000)).toBe(0)
  expect(ask(1_000)).toBe(1)
})

test('over any stretch nobody gets more than the burst and what has come since', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { maxLength: 60 }), (pauses) => {
      let bucket: Bucket | undefined
      let [now, got] = [0, 0]
      for (const pause of pauses) {
        now += pause
        const taken = take(bucket, rule, now)
        bucket = taken.bucket
        if (taken.waitSeconds === 0) got += 1
      }
      expect(got).toBeLessThanOrEqual(rule.burst + now / 1_000 + 1e-6)
    }),
  )
})
