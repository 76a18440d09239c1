import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call } from '../session.ts'
import type { Session } from '../session.ts'

/** Since 2021-12-27 neither name nor face is delivered. */
export const Follower = z.object({
  /** 0: does not follow, and nothing else is told. */
  subscribe: z.number(),
  openid: z.string(),
  subscribe_time: z.number().optional(),
  /** Only when the account is bound to an Open Platform account. */
  unionid: z.string().optional(),
  remark: z.string().optional(),
  tagid_list: z.array(z.number()).optional(),
  subscribe_scene: z.string().optional(),
  qr_scene: z.number().optional(),
  qr_scene_str: z.string().optional(),
})
export type Follower = z.infer<typeof Follower>

export const getFollower = (session: Session, openid: string): Promise<Outcome<Follower>> =>
  call(
    session,
    { method: 'GET', path: '/cgi-bin/user/info', query: { openid, lang: 'zh_CN' } },
    Follower,
  )
