import { refusals } from '#kernel/refusal.ts'
import { addDays, addMinutes } from '#kernel/time.ts'
import { loadViews } from '#modules/audience/service/views.ts'
import type { PersonView } from '#modules/audience/model/person-view.ts'
import { reads } from '#modules/audience/model/reads.ts'
import type { Ctx } from '#platform/ctx.ts'
import { check, isSound } from '../model/check.ts'
import { readNodes } from '../model/checks/read.ts'
import { refsOf } from '../model/checks/things.ts'
import type { Graph } from '../model/graph.ts'
import { planOf } from '../model/plan.ts'
import type { Plan } from '../model/plan.ts'
import { rehearse as walkThrough } from '../model/rehearse.ts'
import { refusalsOfJourneys } from '../refusals.ts'
import { stepInWords } from './explain.ts'
import { journeyOrRefuse } from './journeys.ts'

const refuse = refusals(refusalsOfJourneys.rehearse)

const SAYS = {
  'zh-CN': '预演在内存中进行:不发消息、不发券,假定每个动作都成功。',
  'zh-TW': '預演在記憶體中進行：不傳訊息、不發券，假定每個動作都成功。',
  en: 'A rehearsal happens in memory: nothing is sent or granted, and every act is taken to succeed.',
}

export interface RehearseInput {
  id: string
  personId?: string | undefined
  graph?: Graph | undefined
  days: number
  script: readonly {
    afterMinutes: number
    event: string
    properties: Readonly<Record<string, unknown>>
  }[]
}

/** One person, real or a stranger, through the draft; missing content does not matter here. */
export async function rehearse(ctx: Ctx, input: RehearseInput) {
  const row = await journeyOrRefuse(ctx, input.id)
  const graph = input.graph ?? row.draft
  const plan = soundPlan(graph)
  const trigger = plan.triggers[0]
  const result = walkThrough({
    plan,
    person: await personFor(ctx, input.personId, askedBy(plan)),
    triggerId: trigger?.id ?? '',
    from: ctx.now,
    until: addDays(ctx.now, input.days),
    script: input.script
      .map(({ afterMinutes, event, properties }, i) => ({
        event,
        properties,
        at: addMinutes(ctx.now, afterMinutes),
        messageId: `rehearsal:${i}`,
      }))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    salt: input.id,
  })
  return {
    from: ctx.now.toISOString(),
    steps: result.steps.map((step) => ({
      ...stepInWords(plan, step),
      effect: step.effect ? { ...step.effect } : null,
    })),
    standsAt: result.standsAt
      ? {
          nodeId: result.standsAt.nodeId,
          until: result.standsAt.until?.toISOString() ?? null,
        }
      : null,
    says: SAYS,
  }
}

/** A graph that can be walked; content or segments that are not there do not matter to a rehearsal. */
export function soundPlan(graph: Graph): Plan {
  const { read } = readNodes(graph)
  const all = new Set(refsOf(read).map(({ id }) => id))
  const findings = check(graph, { segments: all, contents: all, coupons: all })
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return isSound(findings) ? planOf(graph) : refuse.not_sound({ errors })
}

/** All that the graph's conditions read of a person. */
export const askedBy = (plan: Plan): string[] =>
  [...plan.nodes.values()].flatMap(({ node }) => (node.asks ? reads(node.asks) : []))

async function personFor(
  ctx: Ctx,
  personId: string | undefined,
  asked: readonly string[],
): Promise<PersonView> {
  const view = personId ? (await loadViews(ctx, [personId], asked)).get(personId) : undefined
  return (
    view ?? {
      personId: personId ?? '1',
      createdAt: ctx.now,
      attributes: {},
      tags: [],
      stage: 'new',
      tier: undefined,
      interests: {},
      reachable: [],
      segments: [],
      events: [],
    }
  )
}
