import { DAY_MS } from '#kernel/time.ts'
import type { Dice } from '../random.ts'
import { BOOKS, booksIn } from '../shop/books.ts'
import type { Book } from '../shop/books.ts'
import { CATEGORIES } from '../shop/brand.ts'
import type { Category } from '../shop/brand.ts'
import type { Account, Post } from '../shop/matrix.ts'
import { faded, FATIGUE_HALF_LIFE_MS, WARMTH_HALF_LIFE_MS } from './habits.ts'
import type { Life, Message } from './life.ts'
import type { Person } from './person.ts'

/** What people decide, as pure functions of who they are, what they lived through, and dice. */

/** Which post of the public domain catches her eye, if any. */
export function catchesEye(
  person: Person,
  accounts: readonly Account[],
  day: number,
  d: Dice,
): Post | undefined {
  const posts = accounts
    .filter((account) => person.platforms.includes(account.platform))
    .flatMap((account) => account.posts)
    .filter((post) => post.onDay <= day)
  const post = d.weighted(posts, ({ category, onDay }) => {
    const freshness = faded(1, (day - onDay) * DAY_MS, 7 * DAY_MS)
    return (0.05 + (person.interests[category] ?? 0)) * (0.2 + freshness)
  })
  return post && d.happens(0.012 + 0.13 * (person.interests[post.category] ?? 0)) ? post : undefined
}

/** Which books she looks at, given what brought her. */
export function booksToLookAt(person: Person, about: readonly Category[], d: Dice): Book[] {
  const count = d.between(1, 3)
  const seen = new Map<string, Book>()
  for (let i = 0; i < count; i++) {
    const category =
      d.weighted(about, (candidate) => 0.2 + (person.interests[candidate] ?? 0)) ??
      d.weighted(CATEGORIES, (candidate) => 0.02 + (person.interests[candidate] ?? 0))
    const book = d.pick(category ? booksIn(category) : BOOKS)
    if (book) seen.set(book.id, book)
  }
  return [...seen.values()]
}

/** Newcomers scan when the brand offers what they love. */
export const wantsToJoin = (person: Person, about: readonly Category[], d: Dice): boolean =>
  d.happens(0.12 + 0.35 * liking(person, about))

/** 0 … 1: how much of what is spoken of is hers. */
export const liking = (person: Person, about: readonly Category[]): number =>
  Math.max(0, ...about.map((category) => person.interests[category] ?? 0))

/** The subjects a text or an address speaks of: categories by name, books by title or id. */
export function subjectsOf(text: string): Category[] {
  const found = CATEGORIES.filter((category) => text.includes(category))
  const books = BOOKS.filter((book) => text.includes(book.title) || text.includes(book.id))
  return [...new Set([...found, ...books.map((book) => book.category)])]
}

export const fatigueNow = (life: Life, nowMs: number): number =>
  faded(life.fatigue, nowMs - life.fatigueAtMs, FATIGUE_HALF_LIFE_MS)

export const warmthNow = (life: Life, nowMs: number): number =>
  faded(life.warmth, nowMs - life.warmthAtMs, WARMTH_HALF_LIFE_MS)

/** What a message adds to her weariness; a friend's letter and an asked-for greeting weigh little. */
const WEIGHT: Readonly<Record<Message['channel'], number>> = {
  wecom_welcome: 0.2,
  wecom_mass: 1,
  official_account: 0.7,
  sms: 1.2,
  email: 0.4,
  friend: 0,
}

export interface Reading {
  opens: string | undefined
  fatigue: number
  warmth: number
  leaves: boolean
  coupons: number
}

/** She reads a message: does she tap a link, does it warm her, has she had enough? */
export function read(
  person: Person,
  life: Life,
  message: Message,
  nowMs: number,
  d: Dice,
): Reading {
  const about = subjectsOf(`${message.text} ${message.links.join(' ')}`)
  const coupon = /券|优惠|coupon/i.test(message.text)
  const fits = about.length > 0 ? liking(person, about) : 0.3
  const fatigue = fatigueNow(life, nowMs) + WEIGHT[message.channel]
  const worn = Math.min(fatigue / person.tolerancePerWeek, 2)
  const appeal = (0.15 + 0.5 * fits + (coupon ? 0.25 * person.priceSensitivity : 0)) / (1 + worn)
  const opened = d.happens(message.channel === 'friend' ? 0.5 : appeal)
  const effect =
    person.truth.treatmentEffect * (0.3 + fits + (coupon ? person.priceSensitivity : 0))
  return {
    opens: opened ? d.pick(message.links) : undefined,
    fatigue,
    warmth: warmthNow(life, nowMs) + (opened ? effect : effect / 4),
    leaves: worn > 1 && d.happens(0.35 * (worn - 1) + (fits < 0.2 ? 0.1 : 0)),
    coupons: coupon ? 1 : 0,
  }
}

/** Whether looking at these books ends in an order. */
export function buys(
  person: Person,
  life: Life,
  books: readonly Book[],
  nowMs: number,
  d: Dice,
): Book[] {
  const joined = life.staffId !== undefined ? 1 : 0.4
  const dear = life.coupons > 0 ? 1 : 1 - 0.5 * person.priceSensitivity
  const base = person.truth.purchasesPerWeek * 1.1 + warmthNow(life, nowMs)
  const wanted = books.filter((book) => {
    const love = person.interests[book.category] ?? 0.05
    return d.happens(Math.min(0.9, Math.max(0, base) * joined * dear * (0.4 + love)))
  })
  return wanted.slice(0, 3)
}

/** How often she comes by of her own accord, per week. */
export const visitsPerWeek = (person: Person, life: Life, nowMs: number): number =>
  0.3 + person.truth.purchasesPerWeek * 2 + Math.max(0, warmthNow(life, nowMs)) * 2

export const returnsGoods = (person: Person, d: Dice): boolean =>
  d.happens(0.03 + 0.03 * person.priceSensitivity)

/** After a good order she may tell a friend. */
export const tellsFriends = (person: Person, d: Dice): boolean =>
  d.happens(0.1 + 0.8 * person.sociability)
