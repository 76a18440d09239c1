import type { Ctx } from '#platform/ctx.ts'
import { codeScans } from '../queries/code-scans.ts'
import type { ScansRow } from '../queries/code-scans.ts'
import { groupNewcomers } from '../queries/group-newcomers.ts'
import type { GroupNewcomersRow } from '../queries/group-newcomers.ts'
import { periodOf } from './figures.ts'
import type { Period } from './figures.ts'
import { groupCodeOrRefuse } from './group-code-views.ts'

const STEPS = {
  scan: { 'zh-CN': '扫码', 'zh-TW': '掃碼', en: 'Scanned' },
  page: { 'zh-CN': '看到页面', 'zh-TW': '看到頁面', en: 'Saw the page' },
  press: { 'zh-CN': '长按识别', 'zh-TW': '長按辨識', en: 'Pressed the code' },
  join: { 'zh-CN': '进群', 'zh-TW': '進群', en: 'Joined' },
  next: { 'zh-CN': '下一步', 'zh-TW': '下一步', en: 'Went on' },
} as const

/** Whoever scans the group's own code is first seen when joining: `join` may exceed what is before it. */
export async function groupCodePath(ctx: Ctx, input: Period & { id: string }) {
  await groupCodeOrRefuse(ctx, input.id)
  const period = periodOf(ctx, input)
  const question = { workspaceId: ctx.workspaceId, codeId: input.id, ...period }
  const [scans] = await ctx.ch.query<ScansRow>(codeScans(question))
  const [people] = await ctx.ch.query<GroupNewcomersRow>(groupNewcomers(question))
  const n = (text: string | undefined) => Number(text ?? 0)
  const step = (id: keyof typeof STEPS, howMany: number, times = howMany) => ({
    ...{ step: id, name: STEPS[id][ctx.locale], people: howMany, times },
  })
  return {
    steps: [
      step('scan', n(scans?.scanners), n(scans?.scans)),
      step('page', n(scans?.page_people), n(scans?.pages)),
      step('press', n(scans?.pressers), n(scans?.presses)),
      step('join', n(people?.joined), n(people?.joins)),
      step('next', n(people?.went_on)),
    ],
    next: { clicked: n(people?.clicked), ordered: n(people?.ordered) },
    stayed: n(people?.stayed),
    turnedAway: n(scans?.turned_away),
    asOf: period.asOf,
  }
}
