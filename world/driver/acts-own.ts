import {
  follow as followAccount,
  unfollow,
  write as writeToAccount,
} from '../official-account/happenings.ts'
import {
  read as readMessage,
  returnsGoods,
  tellsFriends,
  visitsPerWeek,
} from '../people/decisions.ts'
import { nextHabitMs } from '../people/habits.ts'
import type { Person } from '../people/person.ts'
import { receive } from '../phone/receive.ts'
import { bookOf } from '../shop/books.ts'
import { BRAND } from '../shop/brand.ts'
import { couponsOf, redeem } from '../siyu/coupons.ts'
import { invitationOf } from '../siyu/invitations.ts'
import { reportOrder, reportRefund } from '../siyu/orders.ts'
import { deleteStaff } from '../wecom/happenings.ts'
import { startVisiting } from './acts-public.ts'
import { plan } from './agenda.ts'
import { catchUp, decide, known, later, note, reached } from './live.ts'
import type { Live } from './live.ts'

/** What people do once they know the brand: read, come by, buy, send back, tell friends, leave. */
export async function read(live: Live, person: Person, messageId: string): Promise<void> {
  const { life, d, nowMs } = decide(live, person)
  const message = life.phone.find((candidate) => candidate.id === messageId)
  if (!message || message.readMs !== undefined) return
  message.readMs = nowMs
  const reading = readMessage(person, life, message, nowMs, d)
  life.fatigue = reading.fatigue
  life.fatigueAtMs = nowMs
  life.warmth = reading.warmth
  life.warmthAtMs = nowMs
  life.coupons += reading.coupons
  if (reading.opens)
    later(live, person.id, d.between(2, 20), {
      kind: 'open',
      url: reading.opens,
      from: { kind: 'message', messageId },
    })
  else if (reading.leaves) later(live, person.id, d.between(10, 300), { kind: 'leave' })
}

export async function visit(live: Live, person: Person): Promise<void> {
  const { life, d, nowMs } = decide(live, person)
  const from = { kind: 'own_accord' } as const
  note(live, person, {
    type: 'page',
    name: BRAND,
    properties: { url: `${live.world.baseUrl}/shop/`, path: '/shop/' },
  })
  later(live, person.id, d.between(5, 25), { kind: 'browse', bookId: undefined, from })
  const atMs = nextHabitMs(person, nowMs, visitsPerWeek(person, life, nowMs), d)
  plan(live.world.state.agenda, { atMs, who: person.id, plan: { kind: 'visit' } })
}

export async function order(live: Live, person: Person, bookIds: readonly string[]): Promise<void> {
  const { life, d, nowMs } = decide(live, person)
  const books = bookIds.flatMap((id) => bookOf(id) ?? [])
  if (books.length === 0) return
  register(live, person)
  const orderId = `cx-${person.id}-${life.orders.length + 1}`
  const fullFen = books.reduce((sum, book) => sum + book.priceFen, 0)
  await catchUp(live, 'exactly')
  const { paidFen, couponGrantIds } = await checkout(live, person, orderId, fullFen)
  if (live.access) {
    const sale = { orderId, person, books, paidFen, atMs: nowMs, couponGrantIds }
    reached(live, await reportOrder(live.access, sale))
  }
  life.orders.push({ id: orderId, atMs: nowMs, bookIds: [...bookIds], paidFen, refunded: false })
  life.coupons = 0
  startVisiting(live, person)
  if (returnsGoods(person, d))
    later(live, person.id, d.between(2, 6) * 86_400, { kind: 'refund', orderId })
  else if (tellsFriends(person, d))
    later(live, person.id, d.between(1, 36) * 3_600, { kind: 'share' })
}

/** The shop's checkout uses the first coupon in her hand that fits. */
async function checkout(live: Live, person: Person, orderId: string, fullFen: number) {
  const held = live.access ? await couponsOf(live.access, person) : []
  for (const coupon of held) {
    const offFen = live.access && (await redeem(live.access, coupon, { orderId, fullFen }))
    if (offFen !== undefined) return { paidFen: fullFen - offFen, couponGrantIds: [coupon.grantId] }
  }
  return { paidFen: fullFen, couponGrantIds: [] }
}

/** The shop asks for a phone number at the first order, and knows her WeChat by its own login. */
function register(live: Live, person: Person): void {
  const life = live.world.lifeOf(person.id)
  if (life.registered) return
  life.registered = true
  const { phone, unionid, openid, name, city, email, gender } = person
  note(live, person, {
    type: 'identify',
    traits: {
      phone,
      unionid,
      openid,
      appid: live.world.credentials.officialAccount.appId,
      name,
      city,
      email,
      gender: gender === 2 ? 'female' : 'male',
    },
  })
}

export async function refund(live: Live, person: Person, orderId: string): Promise<void> {
  const { life, nowMs } = decide(live, person)
  const bought = life.orders.find((candidate) => candidate.id === orderId)
  if (!bought || bought.refunded) return
  await catchUp(live, 'exactly')
  if (live.access)
    reached(
      live,
      await reportRefund(live.access, { orderId, refundFen: bought.paidFen, atMs: nowMs }),
    )
  bought.refunded = true
}

/** She passes her invitation on to friends who are not with the brand yet. */
export async function share(live: Live, person: Person): Promise<void> {
  const { life, d } = decide(live, person)
  const { gameId } = known(live.world)
  if (!life.staffId || !gameId || !live.access) return
  await catchUp(live, 'exactly')
  life.invitation ??= await invitationOf(live.access, gameId, person)
  const strangers = person.friends.filter((id) => live.world.lifeOf(id).joinedMs === undefined)
  for (const id of strangers.slice(0, d.between(1, 3))) {
    live.world.lifeOf(id).invitedBy ??= person.id
    receive(live.world, live.world.personById(id), {
      channel: 'friend',
      from: person.name,
      text: `我在${BRAND}买书,送你一张新人券,下单后我们都有券:${life.invitation}`,
      links: [life.invitation],
    })
  }
}

export async function follow(live: Live, person: Person): Promise<void> {
  await catchUp(live, 'exactly')
  const { d, nowMs } = decide(live, person)
  await followAccount(live.world, person)
  const atMs = nextHabitMs(person, nowMs, 1, d)
  plan(live.world.state.agenda, { atMs, who: person.id, plan: { kind: 'write' } })
}

const QUESTIONS = [
  '有什么新书推荐?',
  '绘本怎么选',
  '什么时候有活动',
  '书单可以发我吗',
  '发票怎么开',
] as const

export async function write(live: Live, person: Person): Promise<void> {
  const { life, d, nowMs } = decide(live, person)
  if (!life.followsAccount) return
  await catchUp(live, 'exactly')
  await writeToAccount(live.world, person, d.pick(QUESTIONS))
  const atMs = nextHabitMs(person, nowMs, 0.4, d)
  plan(live.world.state.agenda, { atMs, who: person.id, plan: { kind: 'write' } })
}

/** Worn out, she deletes the member of staff; often the account goes too. */
export async function leave(live: Live, person: Person): Promise<void> {
  const { life, d } = decide(live, person)
  if (!life.staffId) return
  await catchUp(live, 'exactly')
  await deleteStaff(live.world, person)
  if (life.followsAccount && d.happens(0.5)) await unfollow(live.world, person)
}
