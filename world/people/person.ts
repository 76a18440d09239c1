import type { Category, Platform } from '../shop/brand.ts'

/** Who somebody is. Made from the seed, never stored: the state keeps only what she lived through. */
export interface Person {
  id: string
  name: string
  city: string
  gender: 1 | 2
  /** 1990000xxxx: a range that no operator assigns to people. */
  phone: string
  email: string
  unionid: string
  externalUserId: string
  openid: string
  anonymousId: string
  platforms: readonly Platform[]
  /** 0 … 1 per category; the rest leave her cold. */
  interests: Readonly<Partial<Record<Category, number>>>
  /** 0 buys at any price, 1 only with a coupon. */
  priceSensitivity: number
  /** The wall-clock hour at which she is mostly on her phone. */
  peakHour: number
  feedsPerWeek: number
  /** Messages a week she bears before she thinks of leaving. */
  tolerancePerWeek: number
  /** How gladly she invites friends, 0 … 1. */
  sociability: number
  friends: readonly string[]
  truth: Truth
}

/** What an oracle would know and no server is told: tests hold estimates against it. */
export interface Truth {
  /** Purchases a week if nobody ever wrote to her. */
  purchasesPerWeek: number
  /** Added chance to buy after one fitting message; below zero for those whom messages put off. */
  treatmentEffect: number
}
