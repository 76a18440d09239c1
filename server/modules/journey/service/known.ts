import { findSegment } from '#modules/audience/service.ts'
import { findContent } from '#modules/content/service.ts'
import { findCoupon } from '#modules/loyalty/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { check } from '../model/check.ts'
import { readNodes } from '../model/checks/read.ts'
import { refsOf } from '../model/checks/things.ts'
import type { Known } from '../model/checks/things.ts'
import type { Finding } from '../model/finding.ts'
import type { Graph } from '../model/graph.ts'
import type { Ref } from '../model/node.ts'

const EXISTS: Readonly<Record<Ref['kind'], (ctx: Ctx, id: string) => Promise<boolean>>> = {
  segment: async (ctx, id) => (await findSegment(ctx, id)) !== undefined,
  content: async (ctx, id) => (await findContent(ctx, id))?.status === 'published',
  coupon: async (ctx, id) => (await findCoupon(ctx, id)) !== undefined,
}

/** What is wrong with the graph in this workspace, as it is now. */
export async function findingsOf(ctx: Ctx, graph: Graph): Promise<Finding[]> {
  const { read } = readNodes(graph)
  const wanted = new Map(refsOf(read).map((ref) => [`${ref.kind}:${ref.id}`, ref]))
  const found = {
    segment: new Set<string>(),
    content: new Set<string>(),
    coupon: new Set<string>(),
  }
  // A graph names a handful of things; each is looked up once.
  for (const { kind, id } of wanted.values()) if (await EXISTS[kind](ctx, id)) found[kind].add(id)
  const known: Known = {
    segments: found.segment,
    contents: found.content,
    coupons: found.coupon,
  }
  return check(graph, known)
}
