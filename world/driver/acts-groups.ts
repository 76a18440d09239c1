import { DAY_MS, HOUR_MS } from '#kernel/time.ts'
import type { Person } from '../people/person.ts'
import { beaconIn, openLink } from '../siyu/links.ts'
import { joinGroup, leaveGroup, scanGroupCode, scanJoinWay } from '../wecom/group-happenings.ts'
import type { Joined } from '../wecom/group-happenings.ts'
import { browserOf } from './acts-public.ts'
import { catchUp, decide, known, later, note } from './live.ts'
import type { Live } from './live.ts'

/** What people do with group codes: open the page, press the code it shows, stay or go again. */

/** Some look at the code and leave it at that. */
const PRESSES = 0.85
/** Some have had enough of a group within days. */
const GOES_AGAIN = 0.18
const SOONEST_SECONDS = HOUR_MS / 1_000
const LATEST_SECONDS = (6 * DAY_MS) / 1_000

/** She opens the brand's group code and joins; without one, she joins her member's own group. */
export async function join(live: Live, person: Person): Promise<void> {
  await catchUp(live, 'exactly')
  const { d } = decide(live, person)
  const page = d.pick(known(live.world).groupCodes ?? [])
  if (page === undefined) return joinGroup(live.world, person)
  const code = await look(live, person, page)
  if (code === undefined || !d.happens(PRESSES)) return
  note(live, person, { type: 'track', event: 'code_pressed', properties: code.properties })
  const joined = await scanPicture(live, person, code.picture)
  if (joined.kind === 'joined' && d.happens(GOES_AGAIN)) {
    const seconds = d.between(SOONEST_SECONDS, LATEST_SECONDS)
    later(live, person.id, seconds, { kind: 'leave_group', chatId: joined.chatId })
  }
}

export async function leave(live: Live, person: Person, chatId: string): Promise<void> {
  await catchUp(live, 'exactly')
  await leaveGroup(live.world, person, chatId)
}

/** By hand: a page that shows a group code, or the address inside a code she points her camera at. */
export async function scanGroup(
  live: Live,
  person: Person,
  by: { url?: string | undefined; codeUrl?: string | undefined },
): Promise<Joined> {
  if (by.codeUrl !== undefined) return scanPicture(live, person, by.codeUrl)
  const code = by.url === undefined ? undefined : await look(live, person, by.url)
  if (!code) return { kind: 'dead_code' }
  note(live, person, { type: 'track', event: 'code_pressed', properties: code.properties })
  return scanPicture(live, person, code.picture)
}

/** What the page shows her, told to Siyu as the page's own script would. */
async function look(live: Live, person: Person, url: string) {
  const landing = await openLink(url, browserOf(live, person))
  live.world.lifeOf(person.id).cookies = landing.cookies
  const beacon = beaconIn(landing.html)
  const picture = /groupQRCode\?[jg]code=[0-9a-f]+/.exec(landing.html)?.[0]
  if (!beacon || picture === undefined) return undefined
  live.world.lifeOf(person.id).anonymousId = beacon.anonymousId
  note(live, person, { type: 'track', event: beacon.event, properties: beacon.properties })
  return { picture, properties: beacon.properties }
}

async function scanPicture(live: Live, person: Person, address: string): Promise<Joined> {
  const way = /jcode=([0-9a-f]+)/.exec(address)?.[1]
  if (way !== undefined) return scanJoinWay(live.world, person, way)
  const code = /gcode=([0-9a-f]+)/.exec(address)?.[1]
  return code === undefined ? { kind: 'dead_code' } : scanGroupCode(live.world, person, code)
}
