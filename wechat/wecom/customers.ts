import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call } from '../session.ts'
import type { Session } from '../session.ts'

/** A customer as WeCom shows her to this app, with every member who follows her (企业微信 92114). */
export const Customer = z.object({
  external_contact: z.object({
    external_userid: z.string(),
    name: z.string().default(''),
    avatar: z.string().optional(),
    /** 1 WeChat, 2 WeCom */
    type: z.number(),
    gender: z.number().optional(),
    /** Only for type 1, and only when the corp has bound a WeChat developer account. */
    unionid: z.string().optional(),
  }),
  follow_user: z.array(
    z.object({
      userid: z.string(),
      remark: z.string().optional(),
      description: z.string().optional(),
      createtime: z.number(),
      tags: z
        .array(z.object({ tag_name: z.string(), tag_id: z.string().optional(), type: z.number() }))
        .optional(),
      remark_mobiles: z.array(z.string()).optional(),
      add_way: z.number().optional(),
      oper_userid: z.string().optional(),
      state: z.string().optional(),
    }),
  ),
  /** Present only past 500 followers. */
  next_cursor: z.string().optional(),
})
export type Customer = z.infer<typeof Customer>

const Listed = z.object({ external_userid: z.array(z.string()) })

export const getCustomer = (
  session: Session,
  externalUserId: string,
  cursor?: string,
): Promise<Outcome<Customer>> =>
  call(
    session,
    {
      method: 'GET',
      path: '/cgi-bin/externalcontact/get',
      query: { external_userid: externalUserId, cursor },
    },
    Customer,
  )

/** Ids of a member's customers. A member without any is refused with `no_relation`, not an empty list. */
export const listCustomers = (
  session: Session,
  userId: string,
): Promise<Outcome<z.infer<typeof Listed>>> =>
  call(
    session,
    { method: 'GET', path: '/cgi-bin/externalcontact/list', query: { userid: userId } },
    Listed,
  )
