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
