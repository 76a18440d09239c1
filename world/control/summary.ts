import { bookOf } from '../shop/books.ts'
import { STAFF } from '../shop/brand.ts'
import { ACCOUNTS } from '../shop/matrix.ts'
import type { Person } from '../people/person.ts'
import type { World } from '../world.ts'

/** What the world knows of itself, for demonstrations and tests; Siyu is never told. */
export function summary(world: World) {
  const lives = Object.values(world.state.lives)
  const orders = lives.flatMap((life) => life.orders)
  const { wecom, officialAccount } = world.state
  const sends = Object.values(wecom.massSends)
  return {
    now: world.clock.now().toISOString(),
    began: new Date(world.state.beganMs).toISOString(),
    seed: world.state.seed,
    people: world.people.length,
    visited: lives.filter((life) => life.lastSeenMs > 0).length,
    joined: lives.filter((life) => life.joinedMs !== undefined).length,
    staying: lives.filter((life) => life.staffId !== undefined).length,
    left: lives.filter((life) => life.leftMs !== undefined).length,
    following: Object.values(officialAccount.followers).filter((f) => f.following).length,
    buyers: lives.filter((life) => life.orders.length > 0).length,
    orders: orders.length,
    refunds: orders.filter((order) => order.refunded).length,
    revenueFen: orders.reduce((sum, order) => sum + (order.refunded ? 0 : order.paidFen), 0),
    invited: lives.filter((life) => life.invitedBy !== undefined).length,
    invitedJoined: lives.filter((life) => life.invitedBy && life.joinedMs !== undefined).length,
    messages: lives.reduce((sum, life) => sum + life.phone.length, 0),
    messagesByChannel: counted(
      lives.flatMap((life) => life.phone.map((message) => message.channel)),
    ),
    welcomed: Object.values(wecom.welcomes).filter((welcome) => welcome.used).length,
    contactWays: Object.keys(wecom.ways).length,
    massSends: sends.length,
    massSendTasksWaiting: sends.flatMap((send) => send.tasks).filter((t) => !t.confirmedMs).length,
    texts: world.state.texts.length,
    mails: world.state.mails.length,
    staff: STAFF.map(({ userId, name }) => ({ userId, name })),
    accounts: ACCOUNTS.map(({ id, platform, name, posts }) => ({
      id,
      platform,
      name,
      posts: posts.length,
    })),
  }
}

/** What her phone shows, and who she is. Her true propensity stays out unless asked for. */
export function onHerPhone(world: World, person: Person, withTruth: boolean) {
  const life = world.lifeOf(person.id)
  const { truth, ...visible } = person
  return {
    ...visible,
    ...(withTruth ? { truth } : {}),
    staffId: life.staffId ?? null,
    staffName: STAFF.find((staff) => staff.userId === life.staffId)?.name ?? null,
    joinedAt: instant(life.joinedMs),
    leftAt: instant(life.leftMs),
    followsAccount: life.followsAccount,
    anonymousId: life.anonymousId ?? person.anonymousId,
    invitedBy: life.invitedBy ?? null,
    messages: life.phone.map((message) => ({
      id: message.id,
      at: instant(message.atMs),
      channel: message.channel,
      from: message.from,
      text: message.text,
      links: message.links,
      read: message.readMs !== undefined,
      opened: message.openedMs !== undefined,
    })),
    orders: life.orders.map((order) => ({
      id: order.id,
      at: instant(order.atMs),
      books: order.bookIds.map((id) => bookOf(id)?.title ?? id),
      paidFen: order.paidFen,
      refunded: order.refunded,
    })),
  }
}

const instant = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString()

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
