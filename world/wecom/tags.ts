import { z } from 'zod'
import { unixSeconds } from '../clock.ts'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import type { World } from '../world.ts'
import { parsed } from './check.ts'
import { relationKey } from './state.ts'
import type { TagGroup } from './state.ts'

const Wanted = z.object({
  tag_id: z.array(z.string()).default([]),
  group_id: z.array(z.string()).default([]),
})

export const listTags: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/get_corp_tag_list',
  answer(world, { body }) {
    const { tag_id, group_id } = parsed(Wanted, body)
    const groups = Object.values(world.state.wecom.tagGroups)
    if (group_id.length > 0)
      return { tag_group: groups.filter((group) => group_id.includes(group.group_id)) }
    if (tag_id.length === 0) return { tag_group: groups }
    const picked = groups.map((group) => ({
      ...group,
      tag: group.tag.filter((tag) => tag_id.includes(tag.id)),
    }))
    return { tag_group: picked.filter((group) => group.tag.length > 0) }
  },
}

const New = z.object({
  group_id: z.string().optional(),
  group_name: z.string().min(1).max(30).optional(),
  order: z.int().min(0).default(0),
  tag: z
    .array(z.object({ name: z.string().min(1).max(30), order: z.int().min(0).default(0) }))
    .min(1),
})

export const addTags: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/add_corp_tag',
  answer(world, { body }) {
    const given = parsed(New, body)
    const group = groupFor(world, given)
    const names = new Map(given.tag.map((tag) => [tag.name, tag]))
    for (const taken of group.tag) {
      if (names.delete(taken.name) && names.size === 0)
        throw new ApiError(40071, `tag ${taken.name} exists`)
    }
    const count = Object.values(world.state.wecom.tagGroups).flatMap((other) => other.tag).length
    if (count + names.size > world.settings.maxCorpTags) throw new ApiError(40126, 'too many tags')
    const create_time = unixSeconds(world.clock.nowMs())
    const added = [...names.values()].map((tag) => ({ id: world.newId('et'), ...tag, create_time }))
    group.tag.push(...added)
    world.state.wecom.tagGroups[group.group_id] = group
    return { tag_group: { ...group, tag: added } }
  },
}

/** A known name means "add to that group"; a group exists only with its first tag. */
function groupFor(world: World, given: z.output<typeof New>): TagGroup {
  const groups = Object.values(world.state.wecom.tagGroups)
  if (given.group_id !== undefined) {
    const group = world.state.wecom.tagGroups[given.group_id]
    if (!group) throw new ApiError(40068, 'invalid group_id')
    return group
  }
  const { group_name } = given
  if (!group_name) throw new ApiError(40058, 'group_id or group_name is needed')
  return (
    groups.find((group) => group.group_name === group_name) ?? {
      group_id: world.newId('et'),
      group_name,
      create_time: unixSeconds(world.clock.nowMs()),
      order: given.order,
      tag: [],
    }
  )
}

const Mark = z.object({
  userid: z.string().min(1),
  external_userid: z.string().min(1),
  add_tag: z.array(z.string()).default([]),
  remove_tag: z.array(z.string()).default([]),
})

export const markTag: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/mark_tag',
  answer(world, { body }) {
    const mark = parsed(Mark, body)
    if (mark.add_tag.length + mark.remove_tag.length === 0)
      throw new ApiError(40058, 'add_tag and remove_tag are both empty')
    const known = new Set(
      Object.values(world.state.wecom.tagGroups).flatMap((group) => group.tag.map((tag) => tag.id)),
    )
    for (const tagId of mark.add_tag)
      if (!known.has(tagId)) throw new ApiError(40068, `invalid tag id ${tagId}`)
    const relation = world.state.wecom.relations[relationKey(mark.userid, mark.external_userid)]
    if (!relation || relation.ended === 'by_staff')
      throw new ApiError(84061, 'not external contact')
    const kept = relation.tagIds.filter((tagId) => !mark.remove_tag.includes(tagId))
    relation.tagIds = [...new Set([...kept, ...mark.add_tag])]
    return {}
  },
}
