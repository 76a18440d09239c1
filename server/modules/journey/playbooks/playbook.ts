import type { z } from 'zod'
import { must } from '#kernel/assert.ts'
import type { Says } from '#kernel/locale.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import type { ItemInput } from '#modules/content/model/item.ts'
import type { CouponInput } from '#modules/loyalty/model/coupon.ts'
import type { Graph, GraphEdge, GraphNode } from '../model/graph.ts'

/** Ids of what was made for a playbook, by the names the playbook gave them. */
export interface Things {
  contents: Readonly<Record<string, string>>
  coupons: Readonly<Record<string, string>>
  segments: Readonly<Record<string, string>>
}

/** A journey that ships with Siyu: what it needs, and the graph once that is there. */
export interface Playbook {
  name: Says
  about: Says
  needs: {
    contents: Readonly<Record<string, z.input<typeof ItemInput>>>
    coupons: Readonly<Record<string, z.input<typeof CouponInput>>>
    segments: Readonly<Record<string, { name: string; purpose: string; predicate: Predicate }>>
  }
  instantiate(things: Things): Graph
}

export const thing = (of: Readonly<Record<string, string>>, name: string): string =>
  must(of[name], `the playbook's ${name}`)

const COLUMN = 280
const ROW = 190

/** A node by its place on a grid: columns go with time, rows part the ways. */
export const at = (
  column: number,
  row: number,
  id: string,
  kind: GraphNode['kind'],
  config: Readonly<Record<string, unknown>>,
  name?: string,
): GraphNode => ({
  id,
  kind,
  config: { ...config },
  x: column * COLUMN,
  y: row * ROW,
  ...(name === undefined ? {} : { name }),
})

/** `from.exit → to`, one a line. */
export const lines = (text: string): GraphEdge[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [, from, exit, to] = /^\s*(\w+)\.(\w+) → (\w+)\s*$/.exec(line) ?? []
      return { from: must(from, line), exit: must(exit, line), to: must(to, line) }
    })
