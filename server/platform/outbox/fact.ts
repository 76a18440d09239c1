import type { z } from 'zod'

/**
 * A fact is what a module announces of its own past: an outbox row that commits together with what
 * it tells of (law 6). `facts.ts` of a module is readable by all.
 */
export interface Fact<Body> {
  readonly fact: string
  readonly body: Body
}

export interface FactType<Body> {
  (body: Body): Fact<Body>
  readonly fact: string
  readonly schema: z.ZodType<Body>
}

/** Declares a fact: past tense, `<module>.<what_happened>`. */
export function fact<Body>(name: string, schema: z.ZodType<Body>): FactType<Body> {
  const make = (body: Body): Fact<Body> => ({ fact: name, body })
  return Object.assign(make, { fact: name, schema })
}

export interface Heard<Body = unknown> {
  body: Body
  at: Date
  /** outbox position: unique, so it makes a deterministic key for effects */
  position: string
}
