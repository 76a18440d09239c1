import { z } from 'zod'
import { setCallbacks } from '../../control/app.ts'
import type { OpenWorld } from '../../open.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'

const Saved = z.object({ callbackUrl: z.string().nullable() })

/**
 * Tells Siyu where the platforms are and by which secrets, then enters Siyu's callback addresses on the
 * platforms' own pages. Done at every start, because ports may have changed.
 */
export async function setUpConnections(open: OpenWorld, access: SiyuAccess): Promise<void> {
  const { wecom, officialAccount, sms } = open.world.credentials
  const save = async (connection: Record<string, unknown>) =>
    Saved.parse(await siyuApi(access, 'POST', '/api/entry/connections', connection)).callbackUrl
  const wecomUrl = await save({
    kind: 'wecom',
    name: '潮汐书店 企业微信',
    corpId: wecom.corpId,
    agentId: wecom.agentId,
    secret: wecom.secret,
    callbackToken: wecom.token,
    callbackAesKey: wecom.encodingAesKey,
    baseUrl: open.wecomBase,
  })
  const accountUrl = await save({
    kind: 'official_account',
    name: '潮汐书店 公众号',
    appId: officialAccount.appId,
    secret: officialAccount.secret,
    callbackToken: officialAccount.token,
    callbackAesKey: officialAccount.encodingAesKey,
    baseUrl: open.officialAccountBase,
    openBaseUrl: open.openBase,
  })
  await save({
    kind: 'sms',
    name: '短信网关',
    url: open.smsUrl,
    key: sms.key,
    signature: '潮汐书店',
  })
  const from = '潮汐书店 <books@chaoxi.example>'
  await save({ kind: 'email', name: '邮件', host: open.smtp.host, port: open.smtp.port, from })
  const urls = {
    ...(wecomUrl ? { wecom: wecomUrl } : {}),
    ...(accountUrl ? { officialAccount: accountUrl } : {}),
  }
  for (const [platform, verified] of Object.entries(await setCallbacks(open.live, urls)))
    if (!verified) open.live.report(`${platform}: Siyu did not answer the check of its callback`)
}
