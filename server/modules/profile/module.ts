import type { Handlers, Module } from '#platform/module.ts'
import { profileContract } from './contract.ts'
import { mountPrivacy } from './http/mount.ts'
import { onIdentity } from './on-identity.ts'
import { onWorkspace } from './on-workspace.ts'
import * as service from './service.ts'
import { privacyNotice, setPrivacyNotice } from './service/privacy.ts'
import { names } from './service/names.ts'
import { personalLink } from './service/visitor.ts'
import { profileStage } from './stage.ts'
import { dueTick, interestsTick, mirrorTick } from './ticks.ts'

const handlers = {
  listPeople: service.listPeople,
  person: service.person,
  names,
  timeline: service.timeline,
  tagPeople: service.tagPeople,
  untagPeople: service.untagPeople,
  setAttributes: service.setAttributes,
  setConsent: service.setConsent,
  personalLink,
  privacyNotice,
  setPrivacyNotice,
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
  on: { ...onIdentity, ...onWorkspace },
  stage: profileStage,
  ticks: [dueTick, interestsTick, mirrorTick],
  http: mountPrivacy,
}
