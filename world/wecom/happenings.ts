import { field } from '../callbacks.ts'
import { receive } from '../phone/receive.ts'
import { contentOf } from './content.ts'
import type { Person } from '../people/person.ts'
import { STAFF } from '../shop/brand.ts'
import type { World } from '../world.ts'
import { mayReceive } from './cap.ts'
import { relationKey } from './state.ts'
import { tell } from './tell.ts'

/**
 * What customers and members do in their WeCom and WeChat clients. These fire callbacks; what is done
 * through the API does not.
 */
const contactEvent = (change: string, userId: string, externalUserId: string, rest = '') =>
  field('Event', 'change_external_contact') +
  field('ChangeType', change) +
  field('UserID', userId) +
  field('ExternalUserID', externalUserId) +
  rest

export type Scanned =
  | { kind: 'added'; userId: string; welcomeCode: string | undefined }
  | { kind: 'already_friends'; userId: string }
  | { kind: 'dead_code' }

/** She scans a staff code and becomes that member's customer; a friend of that member only sees the chat. */
export async function scanContactWay(
  world: World,
  person: Person,
  configId: string,
): Promise<Scanned> {
  const way = world.state.wecom.ways[configId]
  if (!way) return { kind: 'dead_code' }
  const users = way.user.length > 0 ? way.user : STAFF.map((staff) => staff.userId)
  const userId = users[way.scans++ % users.length] ?? STAFF[0].userId
  const key = relationKey(userId, person.externalUserId)
  const known = world.state.wecom.relations[key]
  if (known && known.ended === undefined) return { kind: 'already_friends', userId }
  world.state.wecom.relations[key] = {
    userId,
    externalUserId: person.externalUserId,
    createdMs: world.clock.nowMs(),
    state: way.state,
    addWay: 1,
    tagIds: known?.tagIds ?? [],
    ended: undefined,
  }
  const welcomeCode = world.newId('CALLBACK')
  world.state.wecom.welcomes[welcomeCode] = {
    userId,
    externalUserId: person.externalUserId,
    issuedMs: world.clock.nowMs(),
    used: false,
  }
  const life = world.lifeOf(person.id)
  life.staffId = userId
  life.joinedMs ??= world.clock.nowMs()
  life.leftMs = undefined
  const rest = field('State', way.state || undefined) + field('WelcomeCode', welcomeCode)
  await tell(world, contactEvent('add_external_contact', userId, person.externalUserId, rest))
  return { kind: 'added', userId, welcomeCode }
}

/** She deletes the member. The member's side keeps a one-way relation. */
export async function deleteStaff(world: World, person: Person): Promise<void> {
  const life = world.lifeOf(person.id)
  if (!life.staffId) return
  const userId = life.staffId
  const relation = world.state.wecom.relations[relationKey(userId, person.externalUserId)]
  if (relation) relation.ended = 'by_customer'
  life.staffId = undefined
  life.leftMs = world.clock.nowMs()
  await tell(world, contactEvent('del_follow_user', userId, person.externalUserId))
}

/** A member removes a customer. */
export async function removeCustomer(world: World, userId: string, person: Person): Promise<void> {
  const relation = world.state.wecom.relations[relationKey(userId, person.externalUserId)]
  if (!relation || relation.ended) return
  relation.ended = 'by_staff'
  const life = world.lifeOf(person.id)
  if (life.staffId === userId) life.staffId = undefined
  await tell(world, contactEvent('del_external_contact', userId, person.externalUserId))
}

/** A member taps "send" on every task that waits for her; only now do messages leave. */
export function confirmMassSends(world: World, userId: string): number {
  const { wecom } = world.state
  const now = world.clock.nowMs()
  let confirmed = 0
  for (const send of Object.values(wecom.massSends)) {
    const task = send.tasks.find((candidate) => candidate.userId === userId)
    if (!task || task.confirmedMs !== undefined || now - send.createdMs < world.settings.dispatchMs)
      continue
    task.confirmedMs = now
    confirmed += 1
    for (const target of task.targets) {
      const relation = wecom.relations[relationKey(userId, target.externalUserId)]
      const received = (wecom.received[target.externalUserId] ??= [])
      if (!relation || relation.ended) target.status = 2
      else if (!mayReceive(world.settings.massCap, received, now)) target.status = 3
      else {
        target.status = 1
        target.sentMs = now
        received.push(now)
        const person = world.personByExternalId(target.externalUserId)
        receive(world, person, { channel: 'wecom_mass', from: userId, ...contentOf(send) })
      }
    }
  }
  return confirmed
}
