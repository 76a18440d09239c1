import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { bigId } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { IDENTIFIER_KINDS } from '#platform/event.ts'
import { REFUSALS } from '../refusals.ts'
import { identifier } from './identifier-view.ts'

const instant = z.iso.datetime()
const kind = z.enum(IDENTIFIER_KINDS)
const many = z.int().min(1).max(1_000)

const limit = z
  .object({
    perPerson: many.describe('that events may give one person'),
    outright: many.describe('that an alias or somebody’s word may'),
  })
  .refine(({ perPerson, outright }) => outright >= perPerson, {
    path: ['outright'],
    message: inAll({
      'zh-CN': '不能小于 perPerson',
      'zh-TW': '不能小於 perPerson',
      en: 'must not be less than perPerson',
    }),
  })

const BLOCKED_MAX = 1_000
const wanted = {
  /** kinds that are left out stay or become as they ship */
  limits: z.partialRecord(kind, limit),
  blocked: z
    .array(z.object({ kind, value: z.string().trim().min(1).max(200) }))
    .max(BLOCKED_MAX)
    .describe('the whole list; of a value that is masked in answers, give what was answered'),
}

export const policyContract = {
  rules: route({
    method: 'GET',
    path: '/identity/rules',
    summary:
      'What one person may have of each kind of identifier, and values that stand for nobody',
    may: 'identity:read',
    input: z.object({}),
    output: z.object({
      version: z.int().describe('0: as it ships'),
      kinds: z.array(
        z.object({
          kind,
          perPerson: z.int(),
          outright: z.int(),
          weight: z.int().describe('1 = the strongest evidence'),
          shipped: z.object({ perPerson: z.int(), outright: z.int() }),
          isFixed: z.boolean().describe('WeChat gives one person one: nobody decides otherwise'),
        }),
      ),
      blocked: z.array(z.object({ kind, value: z.string(), at: instant, by: z.string() })),
      run: z
        .object({
          version: z.int(),
          people: z.int(),
          left: z.int(),
          merged: z.int(),
          split: z.int(),
          startedAt: instant,
          finishedAt: instant.nullable(),
        })
        .nullable()
        .describe('how far the last change has come with the past'),
      versions: z.array(
        z.object({
          version: z.int(),
          limits: z.partialRecord(kind, z.object({ perPerson: z.int(), outright: z.int() })),
          at: instant,
          by: z.string(),
          why: z.string(),
        }),
      ),
    }),
  }),
  rehearseRules: route({
    method: 'POST',
    path: '/identity/rules/rehearse',
    summary:
      'How many persons other rules would merge and split, and twenty of them; changes nothing',
    may: 'identity:write',
    input: z.object(wanted),
    output: z.object({
      looked: z.int().describe('persons that the rules may touch, and were looked at'),
      isWhole: z.boolean().describe('false: there are more, and the counts are of the first'),
      tooLarge: z.int().describe('groups with more evidence than is derived again'),
      merges: z.int(),
      splits: z.int(),
      samples: z.array(
        z.object({
          kind: z.enum(['merge', 'split']),
          persons: z.array(bigId),
          nodes: z.array(identifier),
        }),
      ),
    }),
    refusals: REFUSALS.rules,
  }),
  saveRules: route({
    method: 'PUT',
    path: '/identity/rules',
    summary: 'Put rules in force, from now on and backwards; the past follows in the background',
    may: 'identity:write',
    input: z.object({
      ...wanted,
      version: z.int().min(0).describe('the version that was changed'),
      why: z.string().trim().max(500).default(''),
    }),
    output: z.object({ version: z.int(), people: z.int().describe('to be looked at again') }),
    refusals: REFUSALS.rules,
  }),
}
