import { z } from 'zod'
import { unixSeconds } from '../clock.ts'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { STAFF } from '../shop/brand.ts'
import { page, parsed } from './check.ts'
import { JOINED_BY_CODE } from './state.ts'

const Filter = z.object({
  limit: z.int().min(1).max(1_000),
  owner_filter: z.object({ userid_list: z.array(z.string()).max(100) }).optional(),
})

export const listGroups: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/list',
  answer(world, { body }) {
    const { owner_filter } = parsed(Filter, body)
    const owners = owner_filter?.userid_list
    const groups = Object.values(world.state.wecom.groups).filter(
      (group) => !group.isDismissed && (owners === undefined || owners.includes(group.owner)),
    )
    const { rows, next } = page(groups, body, { most: 1_000, usual: 1_000 })
    return {
      group_chat_list: rows.map(({ chatId }) => ({ chat_id: chatId, status: 0 })),
      next_cursor: next,
    }
  },
}

export const getGroup: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/groupchat/get',
  answer(world, { body }) {
    const wanted = parsed(z.object({ chat_id: z.string(), need_name: z.int().default(0) }), body)
    const group = world.state.wecom.groups[wanted.chat_id]
    if (!group) throw new ApiError(90501, 'not a customer group')
    if (group.isDismissed) throw new ApiError(49008, 'group dismissed')
    return {
      group_chat: {
        chat_id: group.chatId,
        name: group.name,
        owner: group.owner,
        create_time: unixSeconds(group.createdMs),
        notice: '',
        member_list: group.members.map((member) => {
          const person = world.personByExternalId(member.userId)
          const staff = STAFF.find((candidate) => candidate.userId === member.userId)
          return {
            userid: member.userId,
            type: member.type,
            ...(person ? { unionid: person.unionid } : {}),
            join_time: unixSeconds(member.joinedMs),
            join_scene: member.scene,
            ...(member.scene === JOINED_BY_CODE && member.state ? { state: member.state } : {}),
            group_nickname: '',
            ...(wanted.need_name === 1 ? { name: person?.name ?? staff?.name ?? '' } : {}),
          }
        }),
        admin_list: [],
        member_version: group.version,
      },
    }
  },
}
