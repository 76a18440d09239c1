import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call, Done } from '../session.ts'
import type { Session } from '../session.ts'

/** 「联系我」, a staff code (企业微信 92228). `state` comes back with everyone who scans it. */
export const ContactWay = z.object({
  type: z.union([z.literal(1), z.literal(2)]),
  scene: z.union([z.literal(1), z.literal(2)]),
  style: z.int().min(1).max(3).optional(),
  remark: z.string().max(30).optional(),
  skip_verify: z.boolean().optional(),
  state: z.string().max(30).optional(),
  user: z.array(z.string().min(1)).max(100).optional(),
  party: z.array(z.int()).optional(),
  is_exclusive: z.boolean().optional(),
})
export type ContactWay = z.input<typeof ContactWay>

const Added = z.object({ config_id: z.string().min(1), qr_code: z.string().optional() })
const Got = z.object({
  contact_way: z.object({
    config_id: z.string(),
    type: z.number(),
    scene: z.number(),
    remark: z.string().optional(),
    skip_verify: z.boolean().optional(),
    state: z.string().optional(),
    qr_code: z.string().optional(),
    user: z.array(z.string()).optional(),
    party: z.array(z.number()).optional(),
  }),
})

/** Keep `config_id`: a way made by API is invisible in WeCom's console and cannot be recovered. */
export const addContactWay = (
  session: Session,
  way: ContactWay,
): Promise<Outcome<z.infer<typeof Added>>> =>
  call(session, post('add_contact_way', ContactWay.parse(way)), Added)

export const getContactWay = (
  session: Session,
  configId: string,
): Promise<Outcome<z.infer<typeof Got>>> =>
  call(session, post('get_contact_way', { config_id: configId }), Got)

/** What may change of a way; its kind and the printed picture may not. People are replaced as a whole. */
export const WayChange = z.object({
  remark: z.string().max(30).optional(),
  skip_verify: z.boolean().optional(),
  state: z.string().max(30).optional(),
  user: z.array(z.string().min(1)).min(1).max(100).optional(),
})
export type WayChange = z.input<typeof WayChange>

export const updateContactWay = (
  session: Session,
  configId: string,
  change: WayChange,
): Promise<Outcome<z.infer<typeof Done>>> =>
  call(
    session,
    post('update_contact_way', { config_id: configId, ...WayChange.parse(change) }),
    Done,
  )

const Listed = z.object({
  contact_way: z.array(z.object({ config_id: z.string() })).default([]),
  next_cursor: z.string().default(''),
})

/** Ways that this app made within these seconds (Unix time), without temporary ones. */
export const listContactWays = (
  session: Session,
  page: { start_time?: number; end_time?: number; cursor?: string; limit?: number },
): Promise<Outcome<z.infer<typeof Listed>>> => call(session, post('list_contact_way', page), Listed)

export const deleteContactWay = (
  session: Session,
  configId: string,
): Promise<Outcome<z.infer<typeof Done>>> =>
  call(session, post('del_contact_way', { config_id: configId }), Done)

const post = (name: string, body: unknown) => ({
  method: 'POST' as const,
  path: `/cgi-bin/externalcontact/${name}`,
  body,
})
