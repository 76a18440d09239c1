import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { Finding } from './model/finding.ts'
import { Graph } from './model/graph.ts'
import { JOURNEY_ACTS, JOURNEY_STATES } from './model/lifecycle.ts'
import { PLAYBOOK_IDS } from './model/playbook-ids.ts'
import { refusalsOfJourneys as R } from './refusals.ts'

const id = z.object({ id: z.uuid() })
const Says = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() })
const State = z.enum(JOURNEY_STATES)
const instant = z.iso.datetime({ offset: true })

const Numbers = z.object({
  /** runs ever begun, those in it now, those over, and those of all that reached a goal */
  entered: z.int(),
  active: z.int(),
  done: z.int(),
  reachedGoal: z.int(),
})

const Journey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: State,
    version: z.int().nullable(),
    playbook: z.string().nullable(),
    numbers: Numbers,
    /** acts that are possible in this state */
    may: z.array(z.enum(JOURNEY_ACTS)),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Journey' })

const Diff = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  edgesAdded: z.int(),
  edgesRemoved: z.int(),
  reentryChanged: z.boolean(),
})

const JourneyDetail = Journey.extend({
  draft: Graph,
  draftSavedAt: instant,
  live: Graph.nullable(),
  findings: z.array(Finding),
  /** what publishing the draft would change of what is live */
  diff: Diff.nullable(),
}).meta({ id: 'JourneyDetail' })

const Step = z.object({
  nodeId: z.string(),
  visit: z.int(),
  kind: z.string(),
  /** the node in words */
  says: Says,
  exit: z.string(),
  exitSays: Says,
  enteredAt: instant,
  at: instant,
  detail: z.record(z.string(), z.unknown()).nullable(),
})

const Run = z
  .object({
    runId: z.uuid(),
    journeyId: z.uuid(),
    journeyName: z.string(),
    version: z.int(),
    personId: bigId,
    state: z.enum(['active', 'done']),
    outcome: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
    /** what let her in: `event` or `segment`, then which */
    cause: z.string(),
    /** where she stands and why she is still there */
    standsAt: z
      .object({
        nodeId: z.string(),
        says: Says,
        since: instant,
        until: instant.nullable(),
        listening: z.array(z.string()),
      })
      .nullable(),
    steps: z.array(Step),
  })
  .meta({ id: 'JourneyRun' })

const NodeNumbers = z.object({
  nodeId: z.string(),
  entered: z.int(),
  waiting: z.int(),
  exits: z.record(z.string(), z.int()),
})

const Variants = z.object({
  nodeId: z.string(),
  variants: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      percent: z.number(),
      holdout: z.boolean(),
      people: z.int(),
      reachedGoal: z.int(),
    }),
  ),
  sampleRatio: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('too_few') }),
    z.object({ kind: z.literal('ok'), p: z.number() }),
    z.object({ kind: z.literal('mismatch'), p: z.number() }),
  ]),
})

const PlaybookId = z.enum(PLAYBOOK_IDS)

export const journeyContract = {
  listJourneys: route({
    method: 'GET',
    path: '/journeys',
    summary: 'Journeys with their numbers',
    may: 'journey:read',
    input: z.object({
      ...pageInput,
      state: State.optional(),
      q: z.string().max(100).optional(),
      sort: z.enum(['newest', 'name']).default('newest'),
    }),
    output: pageOf(Journey),
  }),
  createJourney: route({
    method: 'POST',
    path: '/journeys',
    summary: 'Begin a draft',
    may: 'journey:write',
    input: z.object({ name: z.string().trim().min(1).max(100), graph: Graph.optional() }),
    output: JourneyDetail,
  }),
  journey: route({
    method: 'GET',
    path: '/journeys/{id}',
    summary: 'One journey: draft, live version, what is wrong with the draft',
    may: 'journey:read',
    input: id,
    output: JourneyDetail,
    refusals: R.found,
  }),
  saveJourney: route({
    method: 'PUT',
    path: '/journeys/{id}',
    summary: 'Save the draft or the name; what is live is not touched',
    may: 'journey:write',
    input: id.extend({
      name: z.string().trim().min(1).max(100).optional(),
      graph: Graph.optional(),
      /** refuses when somebody else saved since this instant */
      savedAt: instant.optional(),
    }),
    output: JourneyDetail,
    refusals: R.save,
  }),
  checkJourney: route({
    method: 'POST',
    path: '/journeys/{id}/check',
    summary: 'What is wrong with the draft, or with the graph given',
    may: 'journey:read',
    input: id.extend({ graph: Graph.optional() }),
    output: z.object({ findings: z.array(Finding), sound: z.boolean() }),
    refusals: R.found,
  }),
  publishJourney: route({
    method: 'POST',
    path: '/journeys/{id}/publish',
    summary: 'Publish the draft as a new version; people under way stay on theirs',
    may: 'journey:write',
    input: id,
    output: z.object({ version: z.int(), state: State, diff: Diff.nullable(), letIn: z.int() }),
    refusals: R.publish,
  }),
  pauseJourney: route({
    method: 'POST',
    path: '/journeys/{id}/pause',
    summary: 'Hold everybody where they are and let nobody in',
    may: 'journey:write',
    input: id,
    output: z.object({ state: State }),
    refusals: R.act,
  }),
  resumeJourney: route({
    method: 'POST',
    path: '/journeys/{id}/resume',
    summary: 'Go on; what fell due in the meantime is due now',
    may: 'journey:write',
    input: id,
    output: z.object({ state: State }),
    refusals: R.act,
  }),
  endJourney: route({
    method: 'POST',
    path: '/journeys/{id}/end',
    summary: 'End it for everybody, for ever',
    may: 'journey:write',
    input: id,
    output: z.object({ state: State, ended: z.int() }),
    refusals: R.act,
  }),
  journeyVersions: route({
    method: 'GET',
    path: '/journeys/{id}/versions',
    summary: 'What was published, and when',
    may: 'journey:read',
    input: id,
    output: z.object({
      items: z.array(z.object({ version: z.int(), publishedAt: instant, publishedBy: z.string() })),
    }),
    refusals: R.found,
  }),
  journeyVersion: route({
    method: 'GET',
    path: '/journeys/{id}/versions/{version}',
    summary: 'The graph of one version',
    may: 'journey:read',
    input: id.extend({ version: z.int().min(1) }),
    output: z.object({ version: z.int(), graph: Graph, publishedAt: instant }),
    refusals: R.found,
  }),
  journeyNumbers: route({
    method: 'GET',
    path: '/journeys/{id}/numbers',
    summary: 'Per node: who came, who waits, who left by which exit; per split: its variants',
    may: 'journey:read',
    input: id.extend({ version: z.int().min(1).optional() }),
    output: z.object({
      asOf: instant,
      definition: Says,
      nodes: z.array(NodeNumbers),
      splits: z.array(Variants),
    }),
    refusals: R.found,
  }),
  peopleAtNode: route({
    method: 'GET',
    path: '/journeys/{id}/nodes/{nodeId}/people',
    summary: 'Who stands at a node now, the longest first',
    may: 'journey:read',
    input: id.extend({ nodeId: z.string().max(40), ...pageInput }),
    output: pageOf(
      z.object({
        personId: bigId,
        runId: z.uuid(),
        since: instant,
        until: instant.nullable(),
        version: z.int(),
      }),
    ),
    refusals: R.found,
  }),
  runsOfPerson: route({
    method: 'GET',
    path: '/journey/people/{personId}',
    summary: 'The journeys a person is or was in, step by step: why is she here?',
    may: 'journey:read',
    input: z.object({ personId: bigId, ...pageInput }),
    output: pageOf(Run),
  }),
  rehearse: route({
    method: 'POST',
    path: '/journeys/{id}/rehearse',
    summary: 'One person through the draft in memory, with time travel; nothing is sent',
    may: 'journey:read',
    input: id.extend({
      personId: bigId.optional(),
      graph: Graph.optional(),
      days: z.int().min(1).max(366).default(30),
      /** what she will do, counted from her coming in */
      script: z
        .array(
          z.object({
            afterMinutes: z.number().min(0).max(527_040),
            event: z.string().min(1).max(200),
            properties: z.record(z.string(), z.unknown()).default({}),
          }),
        )
        .max(100)
        .default([]),
    }),
    output: z.object({
      from: instant,
      steps: z.array(
        Step.extend({ effect: z.record(z.string(), z.unknown()).nullable() }).omit({
          detail: true,
        }),
      ),
      standsAt: z.object({ nodeId: z.string(), until: instant.nullable() }).nullable(),
      says: Says,
    }),
    refusals: R.rehearse,
  }),
  rehearseCrowd: route({
    method: 'POST',
    path: '/journeys/{id}/rehearse-crowd',
    summary: 'How many of which people would take which way through the draft; nothing is sent',
    may: 'journey:read',
    input: id.extend({
      graph: Graph.optional(),
      /** of several triggers, the one people come in by; the first one when left out */
      triggerId: z.string().max(40).optional(),
      days: z.int().min(1).max(366).default(30),
      people: z.int().min(1).max(500).default(200),
    }),
    output: z.object({
      asOf: instant,
      until: instant,
      definition: Says,
      triggerId: z.string(),
      comesFrom: z.enum(['segment', 'event']),
      lookBackDays: z.int(),
      /** so many were walked, of so many who would come in */
      people: z.int(),
      of: z.int(),
      nodes: z.array(
        NodeNumbers.extend({
          who: z.object({
            exits: z.record(z.string(), z.array(bigId)),
            waiting: z.array(bigId),
          }),
        }),
      ),
      outcome: z.object({
        reachedGoal: z.int(),
        finished: z.int(),
        underWay: z.int(),
        neverIn: z.int(),
      }),
    }),
    refusals: R.rehearseCrowd,
  }),
  journeyNodes: route({
    method: 'GET',
    path: '/journey/nodes',
    summary: 'The kinds of nodes, with what the console needs to draw them',
    may: 'journey:read',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          kind: z.string(),
          role: z.string(),
          label: Says,
          hint: Says,
          initial: z.record(z.string(), z.unknown()),
          exitLabels: z.record(z.string(), Says),
          form: z.array(z.record(z.string(), z.unknown())),
        }),
      ),
    }),
  }),
  listPlaybooks: route({
    method: 'GET',
    path: '/journey/playbooks',
    summary: 'Journeys to start from',
    may: 'journey:read',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ id: PlaybookId, name: Says, about: Says, nodes: z.int() })),
    }),
  }),
  loadPlaybook: route({
    method: 'POST',
    path: '/journeys/playbooks/{playbook}',
    summary: 'Load a playbook into a draft, with the contents and coupons it needs',
    may: 'journey:write',
    input: z.object({ playbook: PlaybookId, name: z.string().trim().min(1).max(100).optional() }),
    output: JourneyDetail,
  }),
}
