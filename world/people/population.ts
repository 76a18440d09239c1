import { dice, hexId, uuidOf } from '../random.ts'
import type { Dice } from '../random.ts'
import { CATEGORIES, PLATFORMS } from '../shop/brand.ts'
import type { Category, Platform } from '../shop/brand.ts'
import { CITIES, GIVEN_FEMALE, GIVEN_MALE, SURNAMES } from './names.ts'
import type { Person } from './person.ts'

/** Everyone of this seed. The first n people are the same whatever the size; friendships are not. */
export function population(seed: number, size: number): Person[] {
  return Array.from({ length: size }, (_, i) => person(seed, i, size))
}

export const personId = (index: number): string => `p${String(index + 1).padStart(4, '0')}`

function person(seed: number, index: number, size: number): Person {
  const id = personId(index)
  const d = dice(seed, `person:${id}`)
  const gender = d.happens(0.62) ? 2 : 1
  const name = (d.pick(SURNAMES) ?? '王') + d.pick(gender === 2 ? GIVEN_FEMALE : GIVEN_MALE)
  const interests = interestsOf(d)
  return {
    id,
    name,
    city: d.pick(CITIES),
    gender,
    phone: `1990000${String(index % 10_000).padStart(4, '0')}`,
    email: `${id}@readers.example`,
    unionid: `oU${hexId(seed, `unionid:${id}`, 26)}`,
    externalUserId: `wm${hexId(seed, `external:${id}`, 30)}`,
    openid: `oA${hexId(seed, `openid:${id}`, 26)}`,
    anonymousId: uuidOf(seed, `anonymous:${id}`),
    platforms: platformsOf(d, interests),
    interests,
    priceSensitivity: round(d.next()),
    peakHour: d.weighted([8, 12, 18, 20, 21, 22], (hour) => (hour >= 20 ? 3 : 1)) ?? 21,
    feedsPerWeek: d.between(3, 14),
    tolerancePerWeek: d.between(3, 9),
    sociability: round(d.next() ** 2),
    friends: friendsOf(d, index, size),
    truth: truthOf(d),
  }
}

/** One love, one liking, and sometimes a passing fancy. */
function interestsOf(d: Dice): Partial<Record<Category, number>> {
  const interests: Partial<Record<Category, number>> = {}
  interests[d.pick(CATEGORIES)] = round(0.1 + 0.2 * d.next())
  interests[d.pick(CATEGORIES)] = round(0.3 + 0.3 * d.next())
  interests[d.pick(CATEGORIES)] = round(0.7 + 0.3 * d.next())
  return interests
}

const HOMES: Readonly<Record<Category, readonly [Platform, ...Platform[]]>> = {
  童书: ['小红书', '大众点评'],
  科幻: ['知乎', '抖音'],
  历史: ['知乎', '抖音'],
  心理: ['小红书', '知乎'],
  编程: ['知乎'],
  文学: ['小红书', '抖音'],
  商业: ['知乎', '抖音'],
  生活: ['小红书', '大众点评'],
}

function platformsOf(d: Dice, interests: Partial<Record<Category, number>>): Platform[] {
  const homes = new Set<Platform>([d.pick(PLATFORMS)])
  for (const category of CATEGORIES) if (interests[category]) homes.add(d.pick(HOMES[category]))
  return PLATFORMS.filter((platform) => homes.has(platform))
}

/** People know a few neighbours of the ring and, now and then, somebody far away. */
function friendsOf(d: Dice, index: number, size: number): string[] {
  const friends = new Set<number>()
  for (let i = d.between(1, 4); i > 0; i--) {
    const distance = d.happens(0.8) ? d.between(1, 6) : d.between(1, size - 1)
    friends.add((index + distance) % size)
  }
  friends.delete(index)
  return [...friends].toSorted((a, b) => a - b).map(personId)
}

/** Most buy rarely and are moved a little; a tenth buy anyway; a tenth are put off by being written to. */
function truthOf(d: Dice): Person['truth'] {
  const kind = d.next()
  if (kind < 0.1) return { purchasesPerWeek: round(0.4 + 0.4 * d.next()), treatmentEffect: 0.02 }
  if (kind < 0.2) return { purchasesPerWeek: round(0.1 * d.next()), treatmentEffect: -0.1 }
  const purchasesPerWeek = round(0.05 + 0.2 * d.next())
  return { purchasesPerWeek, treatmentEffect: round(0.05 + 0.35 * d.next() ** 2) }
}

const round = (x: number): number => Math.round(x * 1_000) / 1_000
