import { z } from 'zod'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import type { World } from '../world.ts'
import { parsed } from './check.ts'
import { demandRoomForAnother, One } from './contact-ways.ts'
import type { JoinWay } from './state.ts'

const MOST_GROUPS = 5
const MOST_REMARK = 30

const New = z.object({
  scene: z.int(),
  remark: z.string().default(''),
  auto_create_room: z.int().min(0).max(1).default(1),
  room_base_name: z.string().max(40).default(''),
  room_base_id: z.int().min(0).default(1),
  chat_id_list: z.array(z.string()).default([]),
  state: z.string().max(30).default(''),
})

export const addJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/add_join_way',
  answer(world, { body }) {
    const way = checked(world, body)
    demandRoomForAnother(world)
    const configId = world.newId('')
    world.state.wecom.joinWays[configId] = { ...way, config_id: configId }
    return { config_id: configId }
  },
}

export const getJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/get_join_way',
  answer(world, { body }) {
    const way = joinWayOf(world, parsed(One, body).config_id)
    return {
      join_way: { ...way, chat_id_list: [...way.chat_id_list], qr_code: qrCode(world, way) },
    }
  },
}

/** What is left out falls back to its default: the whole way is overwritten. */
export const updateJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/update_join_way',
  answer(world, { body }) {
    const { config_id } = joinWayOf(world, parsed(One, body).config_id)
    world.state.wecom.joinWays[config_id] = { ...checked(world, body), config_id }
    return {}
  },
}

export const deleteJoinWay: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/del_join_way',
  answer(world, { body }) {
    const { config_id } = joinWayOf(world, parsed(One, body).config_id)
    delete world.state.wecom.joinWays[config_id]
    return {}
  },
}

function checked(world: World, body: unknown): Omit<JoinWay, 'config_id'> {
  const given = parsed(New, body)
  if (given.scene !== 1 && given.scene !== 2) throw new ApiError(41038, 'invalid scene')
  const { chat_id_list: chats } = given
  if (chats.length === 0 || chats.length > MOST_GROUPS)
    throw new ApiError(41091, 'chat_id_list must hold 1 to 5 groups')
  for (const chatId of chats) {
    const group = world.state.wecom.groups[chatId]
    if (!group) throw new ApiError(90501, `not a customer group ${chatId}`)
    if (group.isDismissed) throw new ApiError(49008, `group dismissed ${chatId}`)
  }
  return { ...given, remark: given.remark.slice(0, MOST_REMARK) }
}

function joinWayOf(world: World, configId: string): JoinWay {
  const way = world.state.wecom.joinWays[configId]
  if (!way) throw new ApiError(41044, 'invalid config_id')
  return way
}

const qrCode = (world: World, { config_id }: JoinWay): string =>
  `${world.baseUrl}/wecom/wwopen/groupQRCode?jcode=${config_id}`
