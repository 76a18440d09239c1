import type { Item } from './model/item.ts'
import type { Status } from './model/lifecycle.ts'

/** Rows as PostgreSQL gives them back. */
export interface ItemRow {
  id: string
  kind: Item['kind']
  status: Status
  title: string
  body: string
  format: Item['format']
  cover_url: string | null
  target_url: string | null
  mini_program: { appId: string; page: string } | null
  scene_tags: string[]
  product_tags: string[]
  purchase_stage: NonNullable<Item['purchaseStage']> | null
  answers: NonNullable<Item['answers']> | null
  source: Item['source']
  revision: number
  created_at: Date
  updated_at: Date
  published_at: Date | null
}

export type LinkProperties = Readonly<Record<string, string | number | boolean>>

export interface LinkRow {
  workspace_id: string
  code: string
  key: string | null
  target_url: string
  properties: LinkProperties
  person_id: string | null
  claimed_by: string | null
  created_at: Date
  expires_at: Date | null
}
