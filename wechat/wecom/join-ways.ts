import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call, Done } from '../session.ts'
import type { Session } from '../session.ts'

/** So many groups stand behind one join way (41091). */
export const MOST_GROUPS_A_WAY = 5

/**
 * 「加入群聊」, a group code (企业微信 92229): whoever scans joins the first of its groups that has
 * room. An app sees only the ways it made itself, and `config_id` is their only handle.
 */
export const JoinWay = z.object({
  /** 1 mini program, 2 QR code */
  scene: z.union([z.literal(1), z.literal(2)]),
  remark: z.string().max(30).optional(),
  /** 1: when all are full WeCom makes a new group, as long as fewer than five stand behind the way */
  auto_create_room: z.union([z.literal(0), z.literal(1)]).optional(),
  room_base_name: z.string().max(40).optional(),
  /** the number of the next group made: its name is base name and number, then one more each */
  room_base_id: z.int().min(0).optional(),
  chat_id_list: z.array(z.string().min(1)).min(1).max(MOST_GROUPS_A_WAY),
  /** comes back as `state` of every member who joined by scanning */
  state: z.string().max(30).optional(),
})
export type JoinWay = z.input<typeof JoinWay>

const Added = z.object({ config_id: z.string().min(1) })
const Got = z.object({
  join_way: z.object({
    config_id: z.string(),
    scene: z.number(),
    remark: z.string().optional(),
    auto_create_room: z.number().default(1),
    room_base_name: z.string().optional(),
    room_base_id: z.number().optional(),
    chat_id_list: z.array(z.string()).default([]),
    /** only this call answers the picture */
    qr_code: z.string().optional(),
    state: z.string().optional(),
  }),
})

export const addJoinWay = (
  session: Session,
  way: JoinWay,
): Promise<Outcome<z.infer<typeof Added>>> =>
  call(session, post('add_join_way', JoinWay.parse(way)), Added)

export const getJoinWay = (
  session: Session,
  configId: string,
): Promise<Outcome<z.infer<typeof Got>>> =>
  call(session, post('get_join_way', { config_id: configId }), Got)

/** Overwrites the whole way: what is left out is lost. The printed picture stays the same. */
export const updateJoinWay = (
  session: Session,
  configId: string,
  way: JoinWay,
): Promise<Outcome<z.infer<typeof Done>>> =>
  call(session, post('update_join_way', { config_id: configId, ...JoinWay.parse(way) }), Done)

export const deleteJoinWay = (
  session: Session,
  configId: string,
): Promise<Outcome<z.infer<typeof Done>>> =>
  call(session, post('del_join_way', { config_id: configId }), Done)

const post = (name: string, body: unknown) => ({
  method: 'POST' as const,
  path: `/cgi-bin/externalcontact/groupchat/${name}`,
  body,
})
