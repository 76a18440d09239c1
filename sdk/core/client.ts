import type { Host } from './host.ts'
import { gateOf } from './consent.ts'
import { MAX_MESSAGE_CHARS } from './message.ts'
import type { Message, Properties, Said } from './message.ts'
import { settingsOf } from './options.ts'
import type { Options } from './options.ts'
import { storedOutbox } from './outbox.ts'
import { personOf } from './person.ts'
import { createSender } from './sender.ts'
import { endSession, touchSession } from './session.ts'

/** The calls that code makes; the same in every runtime that serves one person at a time. */
export interface Client {
  track(event: string, properties?: Properties): void
  /** A page is looked at. Where views are captured by themselves, only what code knows better. */
  page(name?: string, properties?: Properties): void
  /** The person says who they are. Another user than the one known first resets the device. */
  identify(userId: string, traits?: Properties): void
  /** Something becomes known of whoever this is. */
  identify(traits: Properties): void
  /** This user was known by another id before; without one, by this device's. */
  alias(userId: string, previousId?: string): void
  group(groupId: string, traits?: Properties): void
  /** Logged out. What was recorded stays theirs; what follows is a stranger's. */
  reset(): void
  consent(isGiven: boolean): void
  /** Sends what waits, now. */
  flush(): void
  anonymousId(): string
}

export interface Core extends Client {
  isOpen(): boolean
  leave(): void
  online(): void
}

/** What a runtime knows of the place in which something happens. */
export type Describe = () => Properties

/** Calls that say who somebody is; made before consent, they wait for it in memory. */
const IDENTITY = ['identify', 'group', 'alias']

/** @param onConsent is told when it was given, or withdrawn */
export function createCore(
  host: Host,
  options: Options,
  describe: Describe,
  onConsent: (isGiven: boolean) => void = () => {},
): Core {
  const settings = settingsOf(options)
  const gate = gateOf(host.storage, settings.consent === 'required')
  const { storage } = gate
  const person = personOf(storage, host.id)
  const outbox = storedOutbox(storage, host.now, host.id().slice(0, 4), settings.maxQueued)
  const say = (what: string) => settings.debug && host.say(what)
  const sender = createSender({ ...host, storage, say }, outbox, settings)
  let held: (() => void)[] = []

  function record(said: Said) {
    if (!gate.isOpen()) {
      if (IDENTITY.includes(said.type)) held.push(() => record(said))
      return say(`no consent for ${said.event ?? said.type}`)
    }
    const message = written(said)
    if (message === undefined) return
    outbox.push(message)
    sender.wake(outbox.size() < settings.batchSize ? settings.flushAfterMs : 0)
  }

  function written(said: Said): string | undefined {
    const context = described()
    const lost = outbox.takeLost()
    const message: Message = {
      messageId: host.id(),
      timestamp: new Date(host.now()).toISOString(),
      anonymousId: person.anonymousId(),
      userId: person.userId(),
      ...said,
      ...(said.type === 'alias' && { previousId: said.previousId ?? person.anonymousId() }),
      context: lost ? { ...context, lost } : context,
    }
    try {
      const text = JSON.stringify(message)
      if (text.length <= MAX_MESSAGE_CHARS) return text
      say(`too large: ${said.event ?? said.type}`)
    } catch (error) {
      // Swallowed because a page must not break over what it tells: a circle cannot be written.
      say(`no JSON: ${String(error)}`)
    }
    return undefined
  }

  function described() {
    const sessionId = touchSession(storage, host.now(), settings.sessionIdleMs, host.id)
    return { ...describe(), sessionId }
  }

  function reset() {
    held = []
    person.reset()
    endSession(storage)
  }

  function identify(who: string | Properties, traits?: Properties) {
    if (typeof who === 'object') return record({ type: 'identify', traits: who })
    if (!gate.isOpen()) {
      held.push(() => identify(who, traits))
      return
    }
    const known = person.userId()
    if (known !== undefined && known !== String(who)) reset()
    person.become(String(who))
    record({ type: 'identify', traits })
  }

  // What an earlier visit left behind.
  if (outbox.size() > 0) sender.wake(settings.flushAfterMs)

  return {
    track: (event, properties) => record({ type: 'track', event, properties }),
    page: (name, properties) => record({ type: 'page', name, properties }),
    identify,
    alias: (userId, previousId) => record({ type: 'alias', userId, previousId }),
    group: (groupId, traits) => record({ type: 'group', groupId, traits }),
    reset,
    consent(isGiven) {
      const waiting = held
      held = []
      const wasOpen = gate.isOpen()
      gate.decide(isGiven)
      if (isGiven === wasOpen) return
      onConsent(isGiven)
      if (isGiven) waiting.forEach((play) => play())
    },
    flush: () => sender.wake(0),
    anonymousId: () => (gate.isOpen() ? person.anonymousId() : ''),
    isOpen: gate.isOpen,
    leave: sender.leave,
    online: sender.online,
  }
}
