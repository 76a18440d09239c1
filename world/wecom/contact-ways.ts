import { z } from 'zod'
import { unixSeconds } from '../clock.ts'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { STAFF } from '../shop/brand.ts'
import type { World } from '../world.ts'
import { page, parsed } from './check.ts'
import type { Way } from './state.ts'

/** Without a beginning the last 90 days are listed. */
const LISTED_SECONDS = 90 * 86_400

const Change = z.object({
  config_id: z.string().min(1),
  remark: z.string().max(30).optional(),
  skip_verify: z.boolean().optional(),
  state: z.string().max(30).optional(),
  user: z.array(z.string()).max(100).optional(),
})

function demandStaff(userIds: readonly string[]): void {
  for (const userId of userIds)
    if (!STAFF.some((staff) => staff.userId === userId))
      throw new ApiError(40003, `invalid userid ${userId}`)
}

const New = z.object({
  type: z.int(),
  scene: z.int(),
  style: z.int().optional(),
  remark: z.string().max(30).default(''),
  skip_verify: z.boolean().default(true),
  state: z.string().max(30).default(''),
  user: z.array(z.string()).default([]),
  party: z.array(z.int()).default([]),
})

export const addContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_contact_way',
  answer(world, { body }) {
    const given = parsed(New, body)
    const { ways } = world.state.wecom
    if (given.type !== 1 && given.type !== 2) throw new ApiError(41037, 'invalid type')
    if (given.scene !== 1 && given.scene !== 2) throw new ApiError(41038, 'invalid scene')
    const styles = given.type === 1 ? 3 : 2
    if (given.style !== undefined && (given.style < 1 || given.style > styles))
      throw new ApiError(41039, 'invalid style')
    if (given.type === 1 && given.user.length !== 1)
      throw new ApiError(40058, 'type 1 takes exactly one user')
    if (given.type === 1 && given.party.length > 0) throw new ApiError(40058, 'party is for type 2')
    if (given.user.length > 100) throw new ApiError(41041, 'more than 100 users')
    demandStaff(given.user)
    demandRoomForAnother(world)
    const configId = world.newId('')
    ways[configId] = {
      ...given,
      config_id: configId,
      qr_code: qrCodeUrl(world, configId),
      scans: 0,
      madeMs: world.clock.nowMs(),
    }
    return given.scene === 2
      ? { config_id: configId, qr_code: qrCodeUrl(world, configId) }
      : { config_id: configId }
  },
}

/** Staff codes and group codes share one quota of the corp. */
export function demandRoomForAnother(world: World): void {
  const { ways, joinWays } = world.state.wecom
  if (Object.keys(ways).length + Object.keys(joinWays).length >= world.settings.maxContactWays)
    throw new ApiError(41045, 'contact ways exceed limit')
}

export const One = z.object({ config_id: z.string().min(1) })

export const getContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_contact_way',
  answer(world, { body }) {
    const { scans: _scans, madeMs: _madeMs, ...way } = wayOf(world, parsed(One, body).config_id)
    return { contact_way: way }
  },
}

/** What is given replaces; type and scene stay, and so does the printed picture. */
export const updateContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/update_contact_way',
  answer(world, { body }) {
    const change = parsed(Change, body)
    const way = wayOf(world, change.config_id)
    const user = change.user ?? way.user
    if (way.type === 1 && user.length !== 1)
      throw new ApiError(40058, 'type 1 takes exactly one user')
    demandStaff(user)
    Object.assign(way, {
      ...{ user, remark: change.remark ?? way.remark, state: change.state ?? way.state },
      skip_verify: change.skip_verify ?? way.skip_verify,
    })
    return {}
  },
}

export const listContactWays: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/list_contact_way',
  answer(world, { body }) {
    const now = unixSeconds(world.clock.nowMs())
    const from = Number(body['start_time'] ?? now - LISTED_SECONDS)
    const to = Number(body['end_time'] ?? now)
    const ways = Object.values(world.state.wecom.ways).filter(({ madeMs = 0 }) => {
      const made = Math.floor(madeMs / 1_000)
      return made >= from && made <= to
    })
    const { rows, next } = page(ways, body, { most: 1_000, usual: 100 })
    return { contact_way: rows.map(({ config_id }) => ({ config_id })), next_cursor: next }
  },
}

export const deleteContactWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/del_contact_way',
  answer(world, { body }) {
    const { config_id } = wayOf(world, parsed(One, body).config_id)
    delete world.state.wecom.ways[config_id]
    return {}
  },
}

function wayOf(world: World, configId: string): Way {
  const way = world.state.wecom.ways[configId]
  if (!way) throw new ApiError(41044, 'invalid config_id')
  return way
}

const qrCodeUrl = (world: World, configId: string): string =>
  `${world.baseUrl}/wecom/wwopen/userQRCode?vcode=${configId}`
