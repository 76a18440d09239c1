import { refusals } from '#kernel/refusal.ts'
import { addDays } from '#kernel/time.ts'
import { samplePeople } from '#modules/audience/service.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import { loadViews } from '#modules/audience/service/views.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Graph } from '../model/graph.ts'
import type { PlanNode } from '../model/plan.ts'
import { rehearseCrowd as walkAll } from '../model/rehearse-crowd.ts'
import { refusalsOfJourneys } from '../refusals.ts'
import { journeyOrRefuse } from './journeys.ts'
import { askedBy, soundPlan } from './rehearse.ts'

const refuse = refusals(refusalsOfJourneys.rehearseCrowd)

/** How far back “whoever does this” is looked for. */
const LOOK_BACK_DAYS = 30

const DEFINITION = {
  'zh-CN':
    '从会进入的人中按固定方式抽样,逐人在内存中走完整张图:不发消息、不发券,假定每个动作都成功,且期间没有人做新的事,所以“等待事件”都按超时计。抽样比例之外是推算。',
  'zh-TW':
    '從會進入的人中依固定方式抽樣，逐人在記憶體中走完整張圖：不發訊息、不發券，假定每個動作都成功，且期間沒有人做新的事，所以「等待事件」都按逾時計。抽樣比例之外是推算。',
  en: 'A fixed sample of those who would come in walks the whole graph in memory: nothing is sent or granted, every act is taken to succeed, and nobody does anything new meanwhile, so whoever is waited for times out. Beyond the sample it is an estimate.',
}

export interface CrowdInput {
  id: string
  graph?: Graph | undefined
  triggerId?: string | undefined
  days: number
  people: number
}

/** How many of which people would take which way through the draft. */
export async function rehearseCrowd(ctx: Ctx, input: CrowdInput) {
  const row = await journeyOrRefuse(ctx, input.id)
  const plan = soundPlan(input.graph ?? row.draft)
  const trigger =
    plan.triggers.find(({ id }) => id === (input.triggerId ?? id)) ?? refuse.no_such_trigger()
  const { count, sample } = await samplePeople(ctx, whoComesIn(trigger), input.people)
  const views = await loadViews(ctx, sample, askedBy(plan))
  const until = addDays(ctx.now, input.days)
  const people = [...views.values()]
  return {
    asOf: ctx.now.toISOString(),
    until: until.toISOString(),
    definition: DEFINITION,
    triggerId: trigger.id,
    comesFrom: trigger.node.kind === 'segment_entered' ? ('segment' as const) : ('event' as const),
    lookBackDays: LOOK_BACK_DAYS,
    people: people.length,
    of: count,
    ...walkAll({ plan, people, triggerId: trigger.id, from: ctx.now, until, salt: input.id }),
  }
}

/** A segment lets in its members; an event lets in whoever does it, so whoever did it lately. */
function whoComesIn({ node }: PlanNode): Predicate {
  const [segment] = node.refs.filter(({ kind }) => kind === 'segment')
  if (segment) return { kind: 'segment', segmentId: segment.id }
  if (!node.listens) return refuse.no_such_trigger()
  const { event, where } = node.listens
  return {
    ...{ kind: 'event', event, where: [...where] },
    count: { op: 'gte', n: 1 },
    window: { kind: 'within_days', days: LOOK_BACK_DAYS },
  }
}
