import { unixSeconds } from '../clock.ts'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'

export const userInfo: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/user/info',
  answer(world, { query }) {
    const openid = query['openid'] ?? ''
    const person = world.personByOpenid(openid)
    if (!person) throw new ApiError(40003, 'invalid openid')
    const follower = world.state.officialAccount.followers[openid]
    if (!follower?.following) return { subscribe: 0, openid }
    return {
      subscribe: 1,
      openid,
      language: 'zh_CN',
      subscribe_time: unixSeconds(follower.sinceMs),
      unionid: person.unionid,
      remark: '',
      groupid: 0,
      tagid_list: [],
      subscribe_scene: follower.scene ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH',
      qr_scene: 0,
      qr_scene_str: follower.scene,
    }
  },
}
