import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call } from '../session.ts'
import type { Session } from '../session.ts'

/** Customer groups (企业微信 92120, 92122). */
export const GroupFilter = z.object({
  status_filter: z.int().min(0).max(3).optional(),
  owner_filter: z.object({ userid_list: z.array(z.string()).max(100) }).optional(),
  cursor: z.string().optional(),
  limit: z.int().min(1).max(1_000),
})
export type GroupFilter = z.input<typeof GroupFilter>

const Listed = z.object({
  group_chat_list: z.array(z.object({ chat_id: z.string(), status: z.number() })),
  next_cursor: z.string().default(''),
})

const Got = z.object({
  group_chat: z.object({
    chat_id: z.string(),
    name: z.string().default(''),
    owner: z.string(),
    create_time: z.number(),
    notice: z.string().optional(),
    member_list: z.array(
      z.object({
        userid: z.string(),
        /** 1 member of staff, 2 external */
        type: z.number(),
        unionid: z.string().optional(),
        join_time: z.number(),
        /** 1 invited, 2 link, 3 QR code; the event's JoinScene has other values. */
        join_scene: z.number(),
        state: z.string().optional(),
        name: z.string().optional(),
      }),
    ),
    admin_list: z.array(z.object({ userid: z.string() })).default([]),
    member_version: z.string().optional(),
  }),
})

export type GroupChat = z.output<typeof Got>['group_chat']

/** Groups whose owner the app cannot see are silently missing. */
export const listGroups = (
  session: Session,
  filter: GroupFilter,
): Promise<Outcome<z.infer<typeof Listed>>> =>
  call(
    session,
    {
      method: 'POST',
      path: '/cgi-bin/externalcontact/groupchat/list',
      body: GroupFilter.parse(filter),
    },
    Listed,
  )

export const getGroup = (session: Session, chatId: string): Promise<Outcome<z.infer<typeof Got>>> =>
  call(
    session,
    {
      method: 'POST',
      path: '/cgi-bin/externalcontact/groupchat/get',
      body: { chat_id: chatId, need_name: 1 },
    },
    Got,
  )
