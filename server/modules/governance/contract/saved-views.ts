import { z } from 'zod'
import { route } from '#kernel/route.ts'

/** What a list may be asked by its address, search words aside: those may be somebody's name. */
const Search = z
  .record(
    z.string().regex(/^(?!q$)[A-Za-z][A-Za-z0-9]{0,39}$/, 'a parameter of the list, not “q”'),
    z.array(z.string().min(1).max(200)).min(1).max(50),
  )
  .refine((search) => Object.keys(search).length <= 30, 'at most 30 parameters')
const Columns = z.array(z.string().min(1).max(40)).min(1).max(60)
const list = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'the id of a list, such as people')
const name = z.string().trim().min(1).max(60)
const id = z.object({ id: z.uuid() })

export const savedView = z
  .object({
    id: z.uuid(),
    list: z.string(),
    name: z.string(),
    /** the team's; else only its maker sees it */
    isShared: z.boolean(),
    isMine: z.boolean(),
    /** its maker's name; null once she has left */
    madeBy: z.string().nullable(),
    /** may the caller rename, change, remove it */
    mayChange: z.boolean(),
    /** the view that the list opens with for the caller */
    isDefault: z.boolean(),
    search: z.record(z.string(), z.array(z.string())),
    /** null: whatever each reader likes */
    columns: z.array(z.string()).nullable(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'SavedView' })
export type SavedView = z.output<typeof savedView>

const no_such_view = {
  status: 404,
  en: 'There is no such view.',
  'zh-CN': '没有这个视图。',
  'zh-TW': '沒有這個檢視。',
} as const
const not_yours = {
  status: 403,
  en: 'Only {owner} or an admin can change this view. Save it under a name of your own.',
  'zh-CN': '只有 {owner} 或管理员可以修改这个视图,请另存为自己的视图。',
  'zh-TW': '只有 {owner} 或管理員可以修改這個檢視，請另存為自己的檢視。',
} as const
const view_name_taken = {
  status: 409,
  en: 'You already have a view “{name}” of this list. Choose another name.',
  'zh-CN': '你在这个列表中已有名为“{name}”的视图,请换一个名称。',
  'zh-TW': '你在這個列表中已有名為「{name}」的檢視，請換一個名稱。',
} as const
const too_many_views = {
  status: 409,
  en: 'You have {most} views of this list. Remove one first.',
  'zh-CN': '你在这个列表中已有 {most} 个视图,请先删除不用的。',
  'zh-TW': '你在這個列表中已有 {most} 個檢視，請先刪除不用的。',
} as const
const people_only = {
  status: 403,
  en: 'Views belong to people, not to keys.',
  'zh-CN': '视图属于登录的成员,密钥没有视图。',
  'zh-TW': '檢視屬於登入的成員，金鑰沒有檢視。',
} as const

export const VIEW_REFUSALS = {
  no_such_view,
  not_yours,
  view_name_taken,
  too_many_views,
  people_only,
} as const

export const savedViewRoutes = {
  listViews: route({
    method: 'GET',
    path: '/views',
    summary: 'Saved views of a list: the own ones and the team’s',
    may: 'signed_in',
    input: z.object({ list }),
    output: z.object({ items: z.array(savedView) }),
  }),
  saveView: route({
    method: 'POST',
    path: '/views',
    summary: 'Save how a list is shown under a name',
    may: 'signed_in',
    input: z.object({
      list,
      name,
      isShared: z.boolean().default(false),
      search: Search,
      columns: Columns.nullable().default(null),
    }),
    output: savedView,
    refusals: { view_name_taken, too_many_views, people_only },
  }),
  changeView: route({
    method: 'PATCH',
    path: '/views/{id}',
    summary: 'Rename a view, share it, or change what it shows',
    may: 'signed_in',
    input: id.extend({
      name: name.optional(),
      isShared: z.boolean().optional(),
      search: Search.optional(),
      columns: Columns.nullable().optional(),
    }),
    output: savedView,
    refusals: { no_such_view, not_yours, view_name_taken },
  }),
  removeView: route({
    method: 'DELETE',
    path: '/views/{id}',
    summary: 'Remove a view; it can be brought back for 30 days',
    may: 'signed_in',
    input: id,
    output: z.object({ done: z.literal(true) }),
    refusals: { no_such_view, not_yours },
  }),
  restoreView: route({
    method: 'POST',
    path: '/views/{id}/restore',
    summary: 'Bring a removed view back',
    may: 'signed_in',
    input: id,
    output: savedView,
    refusals: { no_such_view, not_yours, view_name_taken },
  }),
  setDefaultView: route({
    method: 'PUT',
    path: '/views/default',
    summary: 'Which view a list opens with for the caller; null: none',
    may: 'signed_in',
    input: z.object({ list, viewId: z.uuid().nullable() }),
    output: z.object({ done: z.literal(true) }),
    refusals: { no_such_view, people_only },
  }),
}
