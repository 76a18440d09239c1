import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Graph } from '../model/graph.ts'
import { split, Variants } from '../model/nodes/split.ts'
import { sampleRatio } from '../model/sample-ratio.ts'
import { refusalsOfJourneys } from '../refusals.ts'
import { findVersion } from '../store/journeys.ts'
import * as store from '../store/numbers.ts'
import { journeyOrRefuse, liveGraph } from './journeys.ts'

const refuse = refusals(refusalsOfJourneys.found)

const DEFINITION = {
  'zh-CN':
    '进入:到过该节点的次数;停留:此刻站在该节点的人;离开:按出口计的次数。分组按首次分流的人计,达成指其后达成任一目标。',
  'zh-TW':
    '進入：到過此節點的次數；停留：此刻站在此節點的人；離開：依出口計的次數。分組依首次分流的人計，達成指其後達成任一目標。',
  en: 'Entered: times people came to the node. Waiting: people standing there now. Exits: times they left by each. Variants count people exposed; reached means any goal in the same run.',
}

export async function journeyNumbers(
  ctx: Ctx,
  { id, version }: { id: string; version?: number | undefined },
) {
  const row = await journeyOrRefuse(ctx, id)
  const graph =
    version === undefined
      ? ((await liveGraph(ctx, row)) ?? row.draft)
      : ((await findVersion(ctx, id, version)) ?? refuse.no_such_journey()).graph
  const waiting = await store.waitingAt(ctx, id, version)
  const left = Map.groupBy(await store.leftBy(ctx, id, version), (one) => one.node_id)
  // Nodes of earlier versions where somebody still stands, or that somebody left, are shown too.
  const ids = new Set([...graph.nodes.map((n) => n.id), ...waiting.keys(), ...left.keys()])
  return {
    asOf: ctx.now.toISOString(),
    definition: DEFINITION,
    nodes: [...ids].map((nodeId) => {
      const exits = Object.fromEntries((left.get(nodeId) ?? []).map(({ exit, n }) => [exit, n]))
      const gone = Object.values(exits).reduce((sum, n) => sum + n, 0)
      const here = waiting.get(nodeId) ?? 0
      return { nodeId, entered: gone + here, waiting: here, exits }
    }),
    splits: await splitsOf(ctx, id, version, graph),
  }
}

async function splitsOf(ctx: Ctx, id: string, version: number | undefined, graph: Graph) {
  const splits = graph.nodes.filter(({ kind }) => kind === split.kind)
  const answers = []
  for (const { id: nodeId, config } of splits) {
    const exposed = await store.variantNumbers(ctx, id, nodeId, version)
    const variants = Variants.parse(config).variants.map((variant) => {
      const found = exposed.find(({ exit }) => exit === variant.id)
      return { ...variant, people: found?.people ?? 0, reachedGoal: found?.goals ?? 0 }
    })
    answers.push({ nodeId, variants, sampleRatio: sampleRatio(variants) })
  }
  return answers
}

export async function peopleAtNode(
  ctx: Ctx,
  input: { id: string; nodeId: string; cursor?: string | undefined; limit: number },
) {
  const { id, nodeId, limit } = input
  await journeyOrRefuse(ctx, id)
  const offset = offsetOf(input.cursor)
  const rows = await store.peopleAt(ctx, id, nodeId, limit + 1, offset)
  const { items, next } = pageFrom(rows, limit, offset)
  return {
    items: items.map((row) => ({
      personId: row.person_id,
      runId: row.run_id,
      since: row.entered_at.toISOString(),
      until: row.due_at?.toISOString() ?? null,
      version: row.version,
    })),
    next,
    total: await store.countPeopleAt(ctx, id, nodeId),
  }
}
