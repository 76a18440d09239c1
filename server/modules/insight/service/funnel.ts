import { namingIn } from '#modules/collect/service/naming.ts'
import { peopleWho } from '#modules/audience/service.ts'
import type { Happening } from '#modules/audience/model/happening.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import { reads } from '#modules/audience/model/reads.ts'
import type { Says } from '#kernel/locale.ts'
import type { Ctx } from '#platform/ctx.ts'
import { funnel as funnelQuery, funnelPeople as funnelPeopleQuery } from '../queries/funnel.ts'
import type { FunnelQuestion } from '../queries/funnel.ts'
import { percent, rangeOrRefuse, refuse, withFreshness } from './frame.ts'

interface FunnelInput {
  from: string
  to: string
  asOf?: string | undefined
  timeZone: string
  steps: readonly Happening[]
  windowSeconds: number
  filter?: Predicate | undefined
}

/** `windowFunnel` reads at most 32 conditions and counts 0 beyond them without a word: refused here. */
const MAX_STEPS = 30

async function questionOf(ctx: Ctx, input: FunnelInput): Promise<FunnelQuestion> {
  if (input.steps.length < 2 || input.steps.length > MAX_STEPS)
    refuse.too_many_steps({ steps: input.steps.length })
  const range = rangeOrRefuse(ctx, input)
  const { filter, steps, windowSeconds } = input
  return {
    workspaceId: ctx.workspaceId,
    range,
    steps,
    windowSeconds,
    naming: await namingIn(ctx),
    people: filter ? await peopleWho(ctx, filter, reads(filter), range.asOf) : undefined,
  }
}

const DEFINITION: Says = {
  'zh-CN':
    '按顺序完成各步骤的人数;从第一步起计算窗口期;同一时刻的步骤按提问顺序计;每人取最深的一次。所有步骤须在时间范围内。',
  'zh-TW':
    '依順序完成各步驟的人數；從第一步起計算轉換期限；同一時刻的步驟依提問順序計；每人取最深的一次。所有步驟須在時間範圍內。',
  en: 'People who did the steps in order within the window that opens at their first one. Steps at the same instant count in the order asked; each person counts once, at the deepest she got. All steps lie in the range.',
}

export async function funnel(ctx: Ctx, input: FunnelInput) {
  const question = await questionOf(ctx, input)
  const { answer, freshness } = await withFreshness(ctx, question.range.asOf, () =>
    ctx.ch.query<{ reached: string; people: string }>(funnelQuery(question)),
  )
  const exactly = new Map(answer.map((row) => [Number(row.reached), Number(row.people)]))
  const atLeast = question.steps.map((_, i) =>
    [...exactly].reduce((sum, [reached, people]) => (reached > i ? sum + people : sum), 0),
  )
  return {
    steps: question.steps.map(({ event }, i) => {
      const people = atLeast[i] ?? 0
      const before = i === 0 ? undefined : (atLeast[i - 1] ?? 0)
      return {
        step: i + 1,
        event,
        people,
        fromPreviousPercent: before === undefined ? null : percent(people, before),
        fromFirstPercent: percent(people, atLeast[0] ?? 0),
        dropped: people - (atLeast[i + 1] ?? people),
      }
    }),
    definition: DEFINITION[ctx.locale],
    freshness,
  }
}

export async function funnelPeople(
  ctx: Ctx,
  input: FunnelInput & { step: number; who: 'dropped' | 'reached'; limit: number },
) {
  const question = await questionOf(ctx, input)
  const { answer, freshness } = await withFreshness(ctx, question.range.asOf, () =>
    ctx.ch.query<{ person_id: string }>(
      funnelPeopleQuery(question, input.step, input.who, input.limit + 1),
    ),
  )
  const personIds = answer.map((row) => row.person_id)
  return {
    personIds: personIds.slice(0, input.limit),
    complete: personIds.length <= input.limit,
    freshness,
  }
}
