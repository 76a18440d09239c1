import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call } from '../session.ts'
import type { Session } from '../session.ts'
import { carriesSomething, Letter } from './parts.ts'

/**
 * 企业群发 (企业微信 92135, 93338). Nothing is sent by asking: members get a task and confirm it in
 * their client. `created` is not `sent`, and a confirmed task is not yet a delivered message.
 */
const single = (input: { chat_type?: 'single' | 'group' | undefined }): boolean =>
  (input.chat_type ?? 'single') === 'single'

export const MassSend = Letter.extend({
  chat_type: z.enum(['single', 'group']).optional(),
  external_userid: z.array(z.string()).max(10_000).optional(),
  chat_id_list: z.array(z.string()).max(2_000).optional(),
  sender: z.string().min(1).optional(),
  allow_select: z.boolean().optional(),
  tag_filter: z
    .object({ group_list: z.array(z.object({ tag_list: z.array(z.string()).max(100) })) })
    .optional(),
})
  .refine(carriesSomething, 'a mass message carries text or an attachment')
  .refine(
    (send) => !single(send) || send.sender || send.external_userid?.length || send.tag_filter,
    'name a sender, customers or tags',
  )
  .refine((send) => single(send) || send.sender, 'a group send names its sender')
export type MassSend = z.input<typeof MassSend>

const Created = z.object({ msgid: z.string(), fail_list: z.array(z.string()).default([]) })

const Tasks = z.object({
  /** 0 unsent, 2 confirmed by the member */
  task_list: z.array(
    z.object({ userid: z.string(), status: z.number(), send_time: z.number().optional() }),
  ),
  next_cursor: z.string().default(''),
})

const Results = z.object({
  /** 0 unsent, 1 sent, 2 no longer a friend, 3 the customer's cap of mass messages is reached */
  send_list: z.array(
    z.object({
      external_userid: z.string().optional(),
      chat_id: z.string().optional(),
      userid: z.string(),
      status: z.number(),
      send_time: z.number().optional(),
    }),
  ),
  next_cursor: z.string().default(''),
})

export interface Page {
  limit?: number
  cursor?: string
}

export const addMassSend = (
  session: Session,
  send: MassSend,
): Promise<Outcome<z.infer<typeof Created>>> =>
  call(session, post('add_msg_template', MassSend.parse(send)), Created)

/** Which members have confirmed. `not_ready` right after creation. */
export const getMassSendTasks = (
  session: Session,
  msgId: string,
  page: Page = {},
): Promise<Outcome<z.infer<typeof Tasks>>> =>
  call(session, post('get_groupmsg_task', { msgid: msgId, ...page }), Tasks)

/** What became of one member's customers; the only place that tells of delivery. */
export const getMassSendResults = (
  session: Session,
  msgId: string,
  userId: string,
  page: Page = {},
): Promise<Outcome<z.infer<typeof Results>>> =>
  call(
    session,
    post('get_groupmsg_send_result', { msgid: msgId, userid: userId, ...page }),
    Results,
  )

const post = (name: string, body: unknown) => ({
  method: 'POST' as const,
  path: `/cgi-bin/externalcontact/${name}`,
  body,
})

const Listed = z.object({
  group_msg_list: z.array(
    z.object({
      msgid: z.string(),
      create_time: z.union([z.number(), z.string()]).transform(Number),
      text: z.object({ content: z.string().default('') }).optional(),
      attachments: z
        .array(z.object({ link: z.object({ url: z.string() }).optional() }))
        .default([]),
    }),
  ),
  next_cursor: z.string().default(''),
})

/** Mass sends made in a span of at most a month: how one whose answer was lost is found again. */
export const listMassSends = (
  session: Session,
  from: Date,
  to: Date,
  page: Page = {},
): Promise<Outcome<z.infer<typeof Listed>>> =>
  call(
    session,
    post('get_groupmsg_list_v2', {
      chat_type: 'single',
      start_time: Math.floor(from.getTime() / 1_000),
      end_time: Math.ceil(to.getTime() / 1_000),
      ...page,
    }),
    Listed,
  )
