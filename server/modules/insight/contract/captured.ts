import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { BASES, Rule } from '#modules/collect/model/naming/rule.ts'
import { range } from '../model/question.ts'

const { timeZone } = range
const instant = z.iso.datetime()
const day = z.iso.date().describe('by the zone’s clock')
const days = z.coerce.number().int().min(1).max(90).default(30)

/** What was captured, and what a rule would mean of it: what naming begins with. */
export const capturedRoutes = {
  captured: route({
    method: 'GET',
    path: '/insight/captured',
    summary: 'What people click, view, submit and see, the most frequent first',
    may: 'insight:read',
    input: z.object({
      ...pageInput,
      base: z.enum(BASES).default('element_clicked'),
      days,
      q: z.string().trim().max(100).optional(),
    }),
    output: pageOf(
      z.object({
        base: z.enum(BASES),
        selector: z.string(),
        text: z.string(),
        elementName: z.string(),
        content: z.string(),
        title: z.string().describe('of one of the pages'),
        path: z.string().describe('one of the paths'),
        paths: z.int().describe('how many paths it was captured on'),
        events: z.int(),
        people: z.int(),
        lastAt: instant,
        rule: Rule.describe('what means just this'),
        /** the names in force whose rule is just this one */
        named: z.array(z.object({ id: z.uuid(), label: z.string() })),
      }),
    ),
  }),
  previewNaming: route({
    method: 'POST',
    path: '/insight/named-events/preview',
    summary: 'What a rule means of the days past: events, people, each day, and the newest of them',
    may: 'insight:read',
    input: z.object({ rule: Rule, days, timeZone }),
    output: z.object({
      events: z.int(),
      people: z.int(),
      days: z.array(z.object({ day, events: z.int() })),
      samples: z.array(
        z.object({
          at: instant,
          personId: bigId,
          path: z.string(),
          title: z.string(),
          text: z.string(),
          selector: z.string(),
          source: z.string(),
        }),
      ),
    }),
  }),
  namedEventVolume: route({
    method: 'GET',
    path: '/insight/named-events/volume',
    summary: 'How often each named event happened, by day',
    may: 'insight:read',
    input: z.object({ days, timeZone }),
    output: z.object({
      days: z.array(day),
      items: z.array(z.object({ id: z.uuid(), events: z.int(), perDay: z.array(z.int()) })),
      isCut: z.boolean().describe('only the names changed last were counted'),
    }),
  }),
}
