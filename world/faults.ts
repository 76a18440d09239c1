import { ApiError } from './platform.ts'

/** What may go wrong on purpose. `times` counts down; without it the fault stays until cleared. */
export type Fault =
  | { kind: 'slow'; api?: string; ms: number; times?: number }
  | { kind: 'code'; api?: string; code: number; times?: number }
  | { kind: 'drop_callbacks'; times?: number }
  | { kind: 'repeat_callbacks'; times?: number }
  | { kind: 'wrong_signature'; times?: number }
  | { kind: 'wrong_receiver'; times?: number }

export interface Faults {
  list(): readonly Fault[]
  add(fault: Fault): void
  clear(): void
  /** Waits or throws as the faults of this API say. `api` matches any part of `family/path`. */
  beforeApi(family: string, path: string): Promise<void>
  /** True, and counted, when callbacks suffer this now. */
  callbacks(kind: Fault['kind']): boolean
}

export function noFaults(): Faults {
  let faults: Fault[] = []

  function spend(fault: Fault): void {
    if (fault.times === undefined) return
    fault.times -= 1
    if (fault.times <= 0) faults = faults.filter((other) => other !== fault)
  }

  return {
    list: () => faults,
    add: (fault) => faults.push({ ...fault }),
    clear: () => {
      faults = []
    },
    async beforeApi(family, path) {
      const here = faults.filter(
        (fault) => 'api' in fault || fault.kind === 'slow' || fault.kind === 'code',
      )
      for (const fault of here) {
        if (fault.kind !== 'slow' && fault.kind !== 'code') continue
        if (fault.api && !`${family}${path}`.includes(fault.api)) continue
        spend(fault)
        if (fault.kind === 'code') throw new ApiError(fault.code, 'as told')
        await new Promise((resolve) => setTimeout(resolve, fault.ms))
      }
    },
    callbacks(kind) {
      const fault = faults.find((candidate) => candidate.kind === kind)
      if (fault) spend(fault)
      return fault !== undefined
    },
  }
}
