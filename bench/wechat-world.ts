import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { contactXml, sealedCallback } from '#modules/community/testing.ts'
import type { Credentials } from '#world/settings.ts'
import { serveWorld } from '#world/serve.ts'
import { STAFF } from '#world/shop/brand.ts'
import { scanContactWay } from '#world/wecom/happenings.ts'
import { openWire, postRequest } from './wire.ts'

/** The WeChat side of a bench in a process of its own, as WeChat is. */
export interface Opened {
  wecomBase: string
  wecom: Credentials['wecom']
}

type Asked =
  | { kind: 'call_back_to'; url: string }
  /** so many newcomers scan one after another; `perSecond` 0: as fast as they are answered */
  | { kind: 'scan'; configId: string; from: number; count: number; perSecond: number }
  /** the same with callbacks sealed beforehand and sent as bytes: what WeChat's side costs is not ours */
  | { kind: 'burst'; configId: string; from: number; count: number; url: string }

const AT_ONCE = 64

export interface OtherSide extends AsyncDisposable {
  opened: Opened
  callBackTo(url: string): Promise<void>
  /** So many newcomers' callbacks as fast as they are answered; answers how many seconds that took. */
  burst(of: { configId: string; from: number; count: number; url: string }): Promise<number>
  /** Ends when every callback was answered; answers how many seconds that took. */
  scan(of: { configId: string; from: number; count: number; perSecond?: number }): Promise<number>
}

export async function otherSide(people: number): Promise<OtherSide> {
  const child = fork(import.meta.filename, [String(people)])
  const [opened] = (await once(child, 'message')) as [Opened]
  const ask = async (asked: Asked): Promise<number> => {
    child.send(asked)
    const [seconds] = (await once(child, 'message')) as [number]
    return seconds
  }
  return {
    opened,
    callBackTo: async (url) => void (await ask({ kind: 'call_back_to', url })),
    burst: (of) => ask({ kind: 'burst', ...of }),
    scan: ({ perSecond = 0, ...of }) => ask({ kind: 'scan', perSecond, ...of }),
    [Symbol.asyncDispose]: () => ended(child),
  }
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function main(people: number): Promise<void> {
  const startAt = new Date()
  const began = Date.now()
  const served = await serveWorld({ people, seed: 7, startAt })
  const { world } = served
  setInterval(() => world.clock.moveTo(startAt.getTime() + Date.now() - began), 20)
  const { wecomBase } = served
  process.send?.({ wecomBase, wecom: world.credentials.wecom } satisfies Opened)
  process.on('message', (asked: Asked) => {
    if (asked.kind === 'call_back_to') {
      world.state.wecom.callbackUrl = asked.url
      process.send?.(0)
      return
    }
    const doing = asked.kind === 'burst' ? burstOf(asked) : scanAll(asked)
    void doing.then((seconds) => process.send?.(seconds))
  })

  async function burstOf(asked: Asked & { kind: 'burst' }): Promise<number> {
    world.state.wecom.callbackUrl = undefined
    const { corpId, token, encodingAesKey } = world.credentials.wecom
    const sender = { path: asked.url, token, encodingAesKey, receiveId: corpId }
    const requests: Buffer[] = []
    for (const person of world.people.slice(asked.from, asked.from + asked.count)) {
      const scanned = await scanContactWay(world, person, asked.configId)
      if (scanned.kind !== 'added') continue
      const xml = contactXml(corpId, world.clock.now(), {
        ...{ ChangeType: 'add_external_contact', UserID: scanned.userId },
        ...{ ExternalUserID: person.externalUserId, WelcomeCode: scanned.welcomeCode ?? '' },
      })
      const { url, body } = sealedCallback(sender, xml, world.clock.now())
      requests.push(postRequest(url, '', body))
    }
    const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => openWire(asked.url)))
    const since = performance.now()
    let next = 0
    await Promise.all(
      wires.map(async (wire) => {
        for (let n = next++; n < requests.length; n = next++) await wire.ask(requests[n] as Buffer)
        wire.close()
      }),
    )
    return (performance.now() - since) / 1_000
  }

  async function scanAll(asked: Asked & { kind: 'scan' }): Promise<number> {
    const newcomers = world.people.slice(asked.from, asked.from + asked.count)
    const since = performance.now()
    let next = 0
    const one = async () => {
      for (let n = next++; n < newcomers.length; n = next++) {
        const person = newcomers[n]
        const due = asked.perSecond > 0 ? since + (n / asked.perSecond) * 1_000 : 0
        const waitMs = due - performance.now()
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        if (person) await scanContactWay(world, person, asked.configId)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
    return (performance.now() - since) / 1_000
  }
}

export const STAFF_IDS = STAFF.map(({ userId }) => userId)

if (import.meta.main) await main(Number(process.argv[2]))
