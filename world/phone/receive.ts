import { dice } from '../random.ts'
import { plan } from '../driver/agenda.ts'
import type { Channel, Message } from '../people/life.ts'
import { nextOnPhoneMs } from '../people/habits.ts'
import type { Person } from '../people/person.ts'
import type { World } from '../world.ts'

export interface Incoming {
  channel: Channel
  from: string
  text: string
  links: string[]
}

/** Puts a message on her phone; she will look at it when she is next on it. */
export function receive(world: World, person: Person | undefined, incoming: Incoming): void {
  if (!person) return
  const life = world.lifeOf(person.id)
  const atMs = world.clock.nowMs()
  const id = `${person.id}-m${life.phone.length + 1}`
  const message: Message = { id, atMs, ...incoming, readMs: undefined, openedMs: undefined }
  life.phone.push(message)
  const d = dice(world.state.seed, `read:${id}`)
  // A greeting is read at once, because she is holding the phone that scanned the code.
  const readMs =
    incoming.channel === 'wecom_welcome'
      ? atMs + d.between(20, 120) * 1_000
      : nextOnPhoneMs(person, atMs, d)
  plan(world.state.agenda, { atMs: readMs, who: person.id, plan: { kind: 'read', messageId: id } })
}
