import { DAY_MS } from '#kernel/time.ts'
import { authorize } from '../official-account/oauth.ts'
import {
  booksToLookAt,
  buys,
  catchesEye,
  subjectsOf,
  wantsToJoin,
  warmthNow,
} from '../people/decisions.ts'
import { nextHabitMs } from '../people/habits.ts'
import type { Person } from '../people/person.ts'
import { bookOf } from '../shop/books.ts'
import type { Book } from '../shop/books.ts'
import type { Category } from '../shop/brand.ts'
import { ACCOUNTS, findPost } from '../shop/matrix.ts'
import { acceptButtonIn, pressAccept } from '../siyu/invitations.ts'
import { anonymousIdIn, openLink } from '../siyu/links.ts'
import type { Browser } from '../siyu/links.ts'
import { addressesIn } from '../wecom/content.ts'
import { scanContactWay } from '../wecom/happenings.ts'
import type { Scanned } from '../wecom/happenings.ts'
import { plan } from './agenda.ts'
import type { Source } from './agenda.ts'
import { catchUp, decide, known, later, note, USER_AGENT } from './live.ts'
import type { Live } from './live.ts'

/** What people do in the public domain and on pages: see, open, look, scan. */
export async function feed(live: Live, person: Person): Promise<void> {
  const { world } = live
  const { d, nowMs } = decide(live, person)
  const day = (nowMs - world.state.beganMs) / DAY_MS
  const post = catchesEye(person, ACCOUNTS, day, d)
  const lead = post && known(world).posts[post.id]
  if (post && lead)
    later(live, person.id, d.between(5, 40), {
      kind: 'open',
      url: lead.url,
      from: { kind: 'post', postId: post.id },
    })
  const atMs = nextHabitMs(person, nowMs, person.feedsPerWeek, d)
  plan(world.state.agenda, { atMs, who: person.id, plan: { kind: 'feed' } })
}

export async function open(live: Live, person: Person, url: string, from: Source): Promise<void> {
  await catchUp(live, 'roughly')
  const { life, d, nowMs } = decide(live, person)
  const landing = await openLink(url, browserOf(live, person))
  life.cookies = landing.cookies
  life.anonymousId = anonymousIdIn(landing.cookies) ?? life.anonymousId
  const message = messageOf(live, person, from)
  if (message) message.openedMs ??= nowMs
  const about = aboutOf(live, person, from, landing.url)
  note(live, person, {
    type: 'page',
    name: pageName(landing.url),
    properties: { url: landing.url, path: new URL(landing.url).pathname, referrer: url },
  })
  later(live, person.id, d.between(8, 30), {
    kind: 'browse',
    bookId: bookIdIn(landing.url),
    from,
  })
  const button = acceptButtonIn(landing.html, landing.url)
  if (button && d.happens(0.8))
    later(live, person.id, d.between(10, 40), { kind: 'accept', url: button })
  const configId = codeOn(live, landing.html, from)
  if (!life.staffId && configId && (life.leftMs === undefined || d.happens(0.1)))
    if (wantsToJoin(person, about, d))
      later(live, person.id, d.between(60, 180), { kind: 'scan', configId })
}

export const browserOf = ({ world, access }: Live, person: Person): Browser => ({
  cookies: world.lifeOf(person.id).cookies,
  userAgent: USER_AGENT,
  origins: [world.baseUrl, ...(access ? [new URL(access.url).origin] : [])],
  authorize: (address) =>
    address.includes('/connect/oauth2/authorize') ? authorize(world, person, address) : undefined,
})

/** She accepts a friend's invitation, and looks around for something to buy with it. */
export async function accept(live: Live, person: Person, url: string): Promise<void> {
  await catchUp(live, 'exactly')
  const { life, d, nowMs } = decide(live, person)
  if (!(await pressAccept(url, browserOf(live, person)))) return
  life.warmth = warmthNow(life, nowMs) + 0.3
  life.warmthAtMs = nowMs
  const from = { kind: 'own_accord' } as const
  later(live, person.id, d.between(20, 90), { kind: 'browse', bookId: undefined, from })
}

/** What an SDK captures of a press on “add to cart”, without anybody having written code for it. */
const pressed = ({ world }: Live, book: Book) => ({
  type: 'track' as const,
  event: 'element_clicked',
  properties: {
    text: '加入购物车',
    element_selector: 'main > button.add-to-cart',
    element_tag: 'button',
    url: `${world.baseUrl}/shop/books/${book.id}`,
    path: `/shop/books/${book.id}`,
    title: book.title,
  },
})

/** She looks at a few books; sometimes she takes one. */
export async function browse(
  live: Live,
  person: Person,
  bookId: string | undefined,
  from: Source,
): Promise<void> {
  const { life, d, nowMs } = decide(live, person)
  const about = aboutOf(live, person, from, '')
  const first = bookId === undefined ? undefined : bookOf(bookId)
  const rest = booksToLookAt(person, about, d)
  const books = first ? [first, ...rest.filter((book) => book !== first).slice(0, 1)] : rest
  for (const book of books)
    note(live, person, {
      type: 'track',
      event: 'Product Viewed',
      properties: {
        product_id: book.id,
        name: book.title,
        category: book.category,
        tags: book.tags,
        brand: book.author,
        price: book.priceFen / 100,
      },
    })
  const wanted = buys(person, life, books, nowMs, d)
  for (const book of wanted) {
    note(live, person, pressed(live, book))
    note(live, person, {
      type: 'track',
      event: 'Product Added',
      properties: {
        product_id: book.id,
        name: book.title,
        category: book.category,
        price: book.priceFen / 100,
      },
    })
  }
  // Some carts are left standing.
  if (wanted.length > 0 && d.happens(0.75))
    later(live, person.id, d.between(60, 240), {
      kind: 'order',
      bookIds: wanted.map((book) => book.id),
    })
}

export async function scan(live: Live, person: Person, configId: string): Promise<Scanned> {
  await catchUp(live, 'exactly')
  const { life, d, nowMs } = decide(live, person)
  const first = life.joinedMs === undefined
  const scanned = await scanContactWay(live.world, person, configId)
  if (scanned.kind !== 'added') return scanned
  if (scanned.welcomeCode) live.ungreeted.add(scanned.welcomeCode)
  if (!first) return scanned
  startVisiting(live, person)
  if (d.happens(0.3)) later(live, person.id, d.between(600, 7_200), { kind: 'join_group' })
  if (d.happens(0.35)) {
    const atMs = nextHabitMs(person, nowMs, 4, d)
    plan(live.world.state.agenda, { atMs, who: person.id, plan: { kind: 'follow' } })
  }
  return scanned
}

/** From now on she also comes by unasked, as often as she likes the shop. */
export function startVisiting(live: Live, person: Person): void {
  const { life, d, nowMs } = decide(live, person)
  if (life.visiting) return
  life.visiting = true
  const atMs = nextHabitMs(person, nowMs, 1, d)
  plan(live.world.state.agenda, { atMs, who: person.id, plan: { kind: 'visit' } })
}

export function messageOf(live: Live, person: Person, from: Source) {
  if (from.kind !== 'message') return undefined
  return live.world.lifeOf(person.id).phone.find((message) => message.id === from.messageId)
}

/** What the page is about, as she sees it: the post or message that brought her, and the address. */
function aboutOf(live: Live, person: Person, from: Source, url: string): Category[] {
  const post = from.kind === 'post' ? findPost(from.postId)?.post : undefined
  const message = messageOf(live, person, from)
  const text = `${message?.text ?? ''} ${decodeURIComponent(url)}`
  const about = new Set<Category>([...(post ? [post.category] : []), ...subjectsOf(text)])
  return [...about]
}

/** The staff code a page shows: by its picture's address or its id; else the one its post leads to. */
function codeOn(live: Live, html: string, from: Source): string | undefined {
  const { ways } = live.world.state.wecom
  const pictured = addressesIn(html)
    .map((address) => /vcode=([0-9a-f]+)/.exec(address)?.[1] ?? '')
    .find((configId) => ways[configId])
  if (pictured) return pictured
  const named = Object.keys(ways).find((configId) => html.includes(configId))
  if (named) return named
  const siyu = known(live.world)
  // A friend's invitation leads to the shop's own code, as the friend tells her.
  return from.kind === 'post' ? siyu.posts[from.postId]?.configId : siyu.codes[0]
}

const bookIdIn = (url: string): string | undefined => /\b(bk\d{3})\b/.exec(url)?.[1]

const pageName = (url: string): string => {
  const id = bookIdIn(url)
  return (id && bookOf(id)?.title) ?? '潮汐书店'
}
