import type { Handlers, Module } from '#platform/module.ts'
import { audienceContract } from './contract.ts'
import { onFacts } from './on.ts'
import * as ask from './service/ask.ts'
import * as segments from './service/segments.ts'
import { audienceStage } from './stage.ts'
import { backfillTick, flipTick, mirrorTick } from './ticks.ts'

const handlers = {
  listSegments: segments.listSegments,
  segment: segments.segment,
  createSegment: segments.createSegment,
  changeSegment: segments.changeSegment,
  setSegmentState: segments.setSegmentState,
  members: ask.members,
  preview: ask.preview,
  explain: ask.explain,
  segmentsOfPerson: ask.segmentsOfPerson,
  overlap: ask.overlap,
  vocabulary: ask.vocabulary,
} satisfies Handlers<typeof audienceContract>

export const audienceModule: Module = {
  name: 'audience',
  folder: import.meta.dirname,
  contract: audienceContract,
  handlers,
  on: onFacts,
  eventUses: segments.usesOfEvent,
  stage: audienceStage,
  ticks: [flipTick, backfillTick, mirrorTick],
}
