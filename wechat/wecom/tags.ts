import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call, Done } from '../session.ts'
import type { Session } from '../session.ts'

/** Corp tags (企业微信 92117, 92118). */
const TagGroup = z.object({
  group_id: z.string(),
  group_name: z.string(),
  create_time: z.number().optional(),
  order: z.number().optional(),
  deleted: z.boolean().optional(),
  tag: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      create_time: z.number().optional(),
      order: z.number().optional(),
      deleted: z.boolean().optional(),
    }),
  ),
})
export type TagGroup = z.infer<typeof TagGroup>

const Groups = z.object({ tag_group: z.array(TagGroup) })
const Group = z.object({ tag_group: TagGroup })

export const NewTags = z
  .object({
    group_id: z.string().optional(),
    group_name: z.string().min(1).max(30).optional(),
    order: z.int().min(0).optional(),
    tag: z.array(z.object({ name: z.string().min(1).max(30), order: z.int().min(0).optional() })),
  })
  .refine((tags) => tags.group_id ?? tags.group_name, 'name the group, or give its id')
export type NewTags = z.input<typeof NewTags>

export const MarkTag = z
  .object({
    userid: z.string().min(1),
    external_userid: z.string().min(1),
    add_tag: z.array(z.string()).optional(),
    remove_tag: z.array(z.string()).optional(),
  })
  .refine((mark) => mark.add_tag?.length || mark.remove_tag?.length, 'nothing to add or remove')
export type MarkTag = z.input<typeof MarkTag>

/** All groups, or only those asked for; with both, the groups decide. */
export const listCorpTags = (
  session: Session,
  wanted: { tag_id?: string[]; group_id?: string[] } = {},
): Promise<Outcome<z.infer<typeof Groups>>> =>
  call(session, post('get_corp_tag_list', wanted), Groups)

/** A known group name adds to that group; names given twice are one tag. */
export const addCorpTags = (
  session: Session,
  tags: NewTags,
): Promise<Outcome<z.infer<typeof Group>>> =>
  call(session, post('add_corp_tag', NewTags.parse(tags)), Group)

/** One mark per member and customer at a time, else `try_later` (45035). */
export const markTag = (session: Session, mark: MarkTag): Promise<Outcome<z.infer<typeof Done>>> =>
  call(session, post('mark_tag', MarkTag.parse(mark)), Done)

const post = (name: string, body: unknown) => ({
  method: 'POST' as const,
  path: `/cgi-bin/externalcontact/${name}`,
  body,
})
