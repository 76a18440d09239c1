import { addDays } from '#kernel/time.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { decide } from '../model/budget.ts'
import type { Use } from '../model/budget.ts'
import { declines } from '../model/carrier.ts'
import { HOLDS_ROOM } from '../model/letter.ts'
import type { Policy } from '../model/policy.ts'
import { periodOf, share } from '../model/span.ts'
import { chosenPolicy, loadPolicy, savePolicy } from '../store/budget.ts'
import { lettersByDay, requestedSince, usesSince } from '../store/reports.ts'
import { standingOf } from './standing.ts'

export async function budgetPolicy(ctx: Ctx) {
  const chosen = await chosenPolicy(ctx.db, ctx.workspaceId)
  const policy = chosen ?? (await loadPolicy(ctx.db, ctx.workspaceId))
  return { policy, isDefault: chosen === undefined }
}

export function setBudgetPolicy(ctx: Ctx, { policy }: { policy: Policy }) {
  return ctx.transact(async (tx) => {
    const by = tx.actor.kind === 'nobody' ? 'nobody' : tx.actor.name
    await savePolicy(tx, policy, by)
    await audit(tx, {
      action: 'deliver.budget_set',
      subjectKind: 'policy',
      subjectId: tx.workspaceId,
      detail: { caps: policy.caps.map(({ id, max }) => `${id}=${max}`) },
    })
    return { policy, isDefault: false }
  })
}

/** More letters than this are a sample from the beginning, and the answer says how many were tried. */
const TRIED_MAX = 20_000

const PREVIEW_SAYS = {
  'zh-CN': '用这套规则重放最近要发的信件(按原渠道);人数多时只取最早的两万封。',
  'zh-TW': '用這套規則重跑最近要傳的訊息（依原管道）；人數多時只取最早的兩萬則。',
  en: 'The letters asked for in these days, decided again by this budget, each on the carrier it had; at most the first 20,000.',
}

/** The same pure decision, over what was really asked for. */
export async function previewBudgetPolicy(
  ctx: Ctx,
  { policy, days }: { policy: Policy; days: number },
) {
  const letters = await requestedSince(ctx, addDays(ctx.now, -days), TRIED_MAX)
  const standing = await standingOf(ctx, [...new Set(letters.flatMap((l) => l.person_id ?? []))])
  const histories = new Map<string, Use[]>()
  const withheld: Record<string, number> = {}
  let sentNow = 0
  for (const letter of letters) {
    const personId = letter.person_id ?? ''
    const history = histories.get(personId) ?? []
    histories.set(personId, history)
    const carrier = letter.carrier ?? letter.carriers[0]
    if (!carrier) continue
    const { optedOut, optedIn, timeZone } = standing(personId)
    const request = {
      carrier,
      kind: letter.kind,
      timeZone: timeZone ?? policy.timeZone,
      optedOut: declines(optedOut, carrier),
      optedIn,
    }
    const decision = decide(policy, history, request, letter.requested_at)
    if (decision.kind === 'withhold') {
      withheld[decision.reason] = (withheld[decision.reason] ?? 0) + 1
      continue
    }
    sentNow += 1
    const at = decision.kind === 'hold_until' ? decision.at : letter.requested_at
    history.push({ letterId: letter.letter_id, carrier, kind: letter.kind, at })
  }
  const sentBefore = letters.filter(({ state }) => HOLDS_ROOM[state]).length
  return { letters: letters.length, sentBefore, sentNow, withheld, says: PREVIEW_SAYS }
}

type Tally = Record<string, number>
const add = (tally: Tally, key: string, n: number): void =>
  void (tally[key] = (tally[key] ?? 0) + n)

export async function budgetReport(ctx: Ctx, { days }: { days: number }) {
  const policy = await loadPolicy(ctx.db, ctx.workspaceId)
  const counts = await lettersByDay(ctx, addDays(ctx.now, -days), policy.timeZone)
  const list = Array.from({ length: days }, (_, i) =>
    periodOf('day', addDays(ctx.now, i - days + 1), policy.timeZone),
  )
  const byDay = Map.groupBy(counts, ({ day }) => day)
  return {
    asOf: ctx.now.toISOString(),
    timeZone: policy.timeZone,
    days: list.map((day) => {
      const [byState, byReason, byCarrier]: [Tally, Tally, Tally] = [{}, {}, {}]
      for (const { state, reason, carrier, n } of byDay.get(day) ?? []) {
        add(byState, state, n)
        if (reason !== null) add(byReason, reason, n)
        if (carrier !== null && state === 'sent') add(byCarrier, carrier, n)
      }
      return { day, byState, byReason, byCarrier }
    }),
    caps: await capsInUse(ctx, policy),
  }
}

/** How many people have used a cap once, twice, up to its end, at this instant. */
async function capsInUse(ctx: Ctx, policy: Policy) {
  const uses = await usesSince(ctx, addDays(ctx.now, -32))
  const byPerson = Map.groupBy(uses, (use) => use.person_id)
  return policy.caps.map((cap) => {
    const people: Tally = {}
    for (const list of byPerson.values()) {
      const used = list.filter(
        ({ carrier, kind, at }) =>
          cap.kinds.some((one) => one === kind) &&
          (cap.carriers.length === 0 || cap.carriers.some((one) => one === carrier)) &&
          share(cap.span, new Date(at), ctx.now, policy.timeZone),
      ).length
      if (used > 0) add(people, String(used), 1)
    }
    const used = Object.entries(people).map(([n, count]) => ({ used: Number(n), people: count }))
    return { capId: cap.id, max: cap.max, used }
  })
}
