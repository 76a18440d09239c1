import type { Handlers, Module } from '#platform/module.ts'
import { profileContract } from './contract.ts'
import { onIdentity } from './on-identity.ts'
import * as service from './service.ts'
import { profileStage } from './stage.ts'
import { dueTick, interestsTick, mirrorTick } from './ticks.ts'

const handlers = {
  listPeople: service.listPeople,
  person: service.person,
  timeline: service.timeline,
  tagPeople: service.tagPeople,
  untagPeople: service.untagPeople,
  setAttributes: service.setAttributes,
  setConsent: service.setConsent,
  listTags: service.listTags,
  lifecycle: service.lifecycle,
  previewLifecycle: service.previewLifecycle,
  setLifecycle: service.setLifecycle,
} satisfies Handlers<typeof profileContract>

export const profileModule: Module = {
  name: 'profile',
  folder: import.meta.dirname,
  contract: profileContract,
  handlers,
  on: onIdentity,
  stage: profileStage,
  ticks: [dueTick, interestsTick, mirrorTick],
}
