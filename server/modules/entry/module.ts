import type { Handlers, Module } from '#platform/module.ts'
import { entryContract } from './contract.ts'
import { mountGroupCodes } from './http/group-codes.ts'
import { mountEntry } from './http/mount.ts'
import * as codes from './service/codes.ts'
import * as connections from './service/connections.ts'
import { changeCode } from './service/duty.ts'
import * as groupCodes from './service/group-codes.ts'
import { getGroupCode } from './service/group-code-views.ts'
import { groupCodePath } from './service/group-figures.ts'
import * as groupPlaces from './service/group-places.ts'
import { dutyTick, groupCodesTick, loadsTick, waysTick } from './ticks.ts'
import { importPostFigures } from './service/figures-csv.ts'
import { codePath, matrixFigures } from './service/figures.ts'
import * as matrix from './service/matrix.ts'

const handlers = {
  listPlatforms: matrix.listPlatforms,
  listConnections: connections.listConnections,
  saveConnection: connections.saveConnection,
  testConnection: connections.testConnection,
  createAccount: matrix.createAccount,
  listAccounts: matrix.listAccounts,
  createPost: matrix.createPost,
  listPosts: matrix.listPosts,
  getPost: matrix.getPost,
  setPostFigures: matrix.setPostFigures,
  importPostFigures,
  matrixFigures,
  createCode: codes.createCode,
  listCodes: codes.listCodes,
  getCode: codes.getCode,
  retryCode: codes.retryCode,
  changeCode,
  setCodeWelcome: codes.setCodeWelcome,
  deleteCode: codes.deleteCode,
  codePath,
  createGroupCode: groupCodes.createGroupCode,
  listGroupCodes: groupCodes.listGroupCodes,
  getGroupCode,
  changeGroupCode: groupCodes.changeGroupCode,
  closeGroupCode: groupCodes.closeGroupCode,
  addGroupPlace: groupPlaces.addGroupPlace,
  changeGroupPlace: groupPlaces.changeGroupPlace,
  retryGroupPlace: groupPlaces.retryGroupPlace,
  removeGroupPlace: groupPlaces.removeGroupPlace,
  orderGroupPlaces: groupPlaces.orderGroupPlaces,
  groupCodePath,
  groupsForCodes: groupCodes.groupsForCodes,
  codeQuota: groupCodes.codeQuota,
  getGreeting: codes.getGreeting,
  setGreeting: codes.setGreeting,
} satisfies Handlers<typeof entryContract>

export const entryModule: Module = {
  name: 'entry',
  folder: import.meta.dirname,
  contract: entryContract,
  handlers,
  ticks: [groupCodesTick, dutyTick, loadsTick, waysTick],
  http: (app, rt) => {
    mountEntry(app, rt)
    mountGroupCodes(app, rt)
  },
}
