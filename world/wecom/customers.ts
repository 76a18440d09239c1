import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { unixSeconds } from '../clock.ts'
import { STAFF } from '../shop/brand.ts'
import type { World } from '../world.ts'
import { relationKey } from './state.ts'
import type { Relation } from './state.ts'

/** Who follows this customer, as far as the app may still see it; looked up, for a world is large. */
function followers(world: World, externalUserId: string): Relation[] {
  return STAFF.flatMap(({ userId }) => {
    const relation = world.state.wecom.relations[relationKey(userId, externalUserId)]
    return relation && readable(world, relation) ? [relation] : []
  }).toSorted((a, b) => a.createdMs - b.createdMs)
}

export const readable = (world: World, relation: Relation): boolean =>
  relation.ended === undefined ||
  (relation.ended === 'by_customer' && world.settings.readableAfterCustomerLeft)

export const getCustomer: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/externalcontact/get',
  answer(world, { query }) {
    const id = query['external_userid']
    if (!id) throw new ApiError(41035, 'external_userid missing')
    const person = world.personByExternalId(id)
    if (!person) throw new ApiError(40096, 'invalid external_userid')
    const relations = followers(world, id)
    if (relations.length === 0) throw new ApiError(84061, 'not external contact')
    return {
      external_contact: {
        external_userid: id,
        name: person.name,
        avatar: `${world.baseUrl}/wecom/avatar/${person.id}.svg`,
        type: 1,
        gender: person.gender,
        unionid: person.unionid,
      },
      follow_user: relations.map((relation) => ({
        userid: relation.userId,
        remark: person.name,
        description: '',
        createtime: unixSeconds(relation.createdMs),
        tags: relation.tagIds.flatMap((tagId) => tagOf(world, tagId)),
        remark_corp_name: '',
        remark_mobiles: [],
        oper_userid: id,
        add_way: relation.addWay,
        ...(relation.state ? { state: relation.state } : {}),
      })),
    }
  },
}

function tagOf(world: World, tagId: string) {
  for (const group of Object.values(world.state.wecom.tagGroups)) {
    const tag = group.tag.find((candidate) => candidate.id === tagId)
    if (tag) return [{ group_name: group.group_name, tag_name: tag.name, tag_id: tag.id, type: 1 }]
  }
  return []
}

export const listCustomers: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/externalcontact/list',
  answer(world, { query }) {
    const userId = query['userid']
    if (!userId || !STAFF.some((staff) => staff.userId === userId))
      throw new ApiError(40003, 'invalid userid')
    const customers = Object.values(world.state.wecom.relations).filter(
      (relation) => relation.userId === userId && readable(world, relation),
    )
    if (customers.length === 0) throw new ApiError(84061, 'no external contact')
    return { external_userid: customers.map((relation) => relation.externalUserId) }
  },
}
