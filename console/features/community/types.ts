import type { api } from '../../api/client.ts'

export type Staff = Awaited<ReturnType<typeof api.community.listStaff>>['items'][number]
export type CustomerGroup = Awaited<
  ReturnType<typeof api.community.listCustomerGroups>
>['items'][number]
export type Callback = Awaited<ReturnType<typeof api.community.listCallbacks>>['items'][number]
export type Sync = Awaited<ReturnType<typeof api.community.syncProgress>>['items'][number]
