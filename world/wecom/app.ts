import type { Hono } from 'hono'
import { unixSeconds } from '../clock.ts'
import { liveToken, serve } from '../platform.ts'
import { facePicture } from '../phone/faces.ts'
import { qrPng } from '../phone/qr.ts'
import type { World } from '../world.ts'
import {
  addContactWay,
  deleteContactWay,
  getContactWay,
  listContactWays,
  updateContactWay,
} from './contact-ways.ts'
import { getCustomer, listCustomers } from './customers.ts'
import { getGroup, listGroups } from './groups.ts'
import { addJoinWay, deleteJoinWay, getJoinWay, updateJoinWay } from './join-ways.ts'
import { addMassSend, getResults, getTasks } from './mass-send.ts'
import { listStaff } from './staff.ts'
import { addTags, listTags, markTag } from './tags.ts'
import { getToken } from './token.ts'
import { sendWelcome } from './welcome.ts'

/** qyapi.weixin.qq.com, as far as Siyu needs it. */
export function wecomApp(world: World): Hono {
  const app = serve(world, {
    name: 'wecom',
    endpoints: [
      getToken,
      addContactWay,
      getContactWay,
      updateContactWay,
      listContactWays,
      deleteContactWay,
      sendWelcome,
      getCustomer,
      listCustomers,
      listTags,
      addTags,
      markTag,
      addMassSend,
      getTasks,
      getResults,
      listStaff,
      listGroups,
      getGroup,
      addJoinWay,
      getJoinWay,
      updateJoinWay,
      deleteJoinWay,
    ],
    demandToken: (w, token) => liveToken(w.state.wecom.tokens, token, w.clock.nowMs()),
    says: (code, w) =>
      `, hint: [${unixSeconds(w.clock.nowMs())}_1], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${code}`,
    wrongMethod: 40058,
    badJson: 40063,
  })
  app.get('/wwopen/userQRCode', async (c) => qrPng(c.req.url))
  app.get('/wwopen/groupQRCode', async (c) => qrPng(c.req.url))
  app.get('/avatar/:file', (c) => {
    const person = world.personById(c.req.param('file').replace(/\.svg$/, ''))
    return person ? facePicture(person) : c.notFound()
  })
  return app
}
