import type { Handlers, Module, Tick } from '#platform/module.ts'
import { journeyContract } from './contract.ts'
import { onFacts } from './on.ts'
import { journeyNodes } from './service.ts'
import { MOVES_TICK } from './service/enter.ts'
import { runsOfPerson } from './service/explain.ts'
import * as journeys from './service/journeys.ts'
import { moveDue } from './service/moves.ts'
import { journeyNumbers, peopleAtNode } from './service/numbers.ts'
import { listPlaybooks, loadPlaybook } from './service/playbooks.ts'
import { publishJourney } from './service/publish.ts'
import { rehearse } from './service/rehearse.ts'
import { rehearseCrowd } from './service/rehearse-crowd.ts'
import { usesOfEvent } from './service/uses.ts'
import { journeyStage } from './stage.ts'
import { EARLIEST_DUE, runsUnderWay } from './store/runs.ts'

const handlers = {
  listJourneys: journeys.listJourneys,
  createJourney: journeys.createJourney,
  journey: journeys.journey,
  saveJourney: journeys.saveJourney,
  checkJourney: journeys.checkJourney,
  publishJourney,
  pauseJourney: journeys.pauseJourney,
  resumeJourney: journeys.resumeJourney,
  endJourney: journeys.endJourney,
  journeyVersions: journeys.journeyVersions,
  journeyVersion: journeys.journeyVersion,
  journeyNumbers,
  peopleAtNode,
  runsOfPerson,
  rehearse,
  rehearseCrowd,
  journeyNodes,
  listPlaybooks,
  loadPlaybook,
} satisfies Handlers<typeof journeyContract>

const movesTick: Tick = {
  name: MOVES_TICK,
  everyMs: 500,
  run: moveDue,
  due: EARLIEST_DUE,
  underWay: runsUnderWay,
}

export const journeyModule: Module = {
  name: 'journey',
  folder: import.meta.dirname,
  contract: journeyContract,
  handlers,
  on: onFacts,
  eventUses: usesOfEvent,
  stage: journeyStage,
  ticks: [movesTick],
}
