import type { Handlers, Module } from '#platform/module.ts'
import { contentContract } from './contract.ts'
import { mountContent } from './http/mount.ts'
import * as items from './service/items.ts'
import { listLinks, makeLink } from './service/links.ts'
import { previewItem } from './service.ts'
import { itemStatistics } from './service/statistics.ts'
import { contentStage } from './stage.ts'

const handlers = {
  createItem: items.createItem,
  listItems: items.listItems,
  getItem: items.getItem,
  updateItem: items.updateItem,
  moveItem: items.moveItem,
  previewItem,
  itemStatistics,
  listVariables: items.listVariables,
  listTags: items.listTags,
  createLink: makeLink,
  listLinks,
} satisfies Handlers<typeof contentContract>

export const contentModule: Module = {
  name: 'content',
  folder: import.meta.dirname,
  contract: contentContract,
  handlers,
  stage: contentStage,
  http: mountContent,
}
