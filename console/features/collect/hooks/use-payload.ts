import { useState } from 'react'
import type { Hook } from './hook.ts'
import { payloadIn } from './payload-in.ts'

export type Sample = Hook['samples'][number]

/** The payload one maps by: one that came, which stays however many come after it, or a pasted one. */
export function usePayload(samples: readonly Sample[]) {
  const [sample, setSample] = useState(samples[0])
  const [isPasting, setPasting] = useState(false)
  const [pasted, setPasted] = useState('')
  // The first that comes while nothing is looked at is looked at.
  const first = samples.at(-1)
  if (!sample && first && pasted === '') setSample(first)
  const isFromSample = sample !== undefined && !isPasting
  return {
    sample: isFromSample ? sample : undefined,
    samples:
      samples.some(({ id }) => id === sample?.id) || !sample ? samples : [sample, ...samples],
    pasted,
    payload: isFromSample ? sample.payload : payloadIn(pasted),
    choose: (id: string) => {
      const found = samples.find((one) => one.id === id)
      if (found) setSample(found)
      setPasting(id !== sample?.id && !found)
    },
    paste: setPasted,
  }
}

export type Payload = ReturnType<typeof usePayload>
