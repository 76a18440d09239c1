/** WeCom and an SMS gateway, as far as this module speaks to them; `fault` says how they misbehave. */
export interface FakeTask {
  msgid: string
  sender: string
  customers: string[]
  body: string
  /** what became of each customer, by WeCom's own numbers */
  results: Record<string, number>
}

export interface FakeProvider {
  tasks: FakeTask[]
  texts: { requestId: string; to: string }[]
  fault: 'none' | 'made_but_500' | 'not_made_500'
  welcomes: number
  welcomeCode: number
  answer(request: { path: string; body: string }): Reply
}

interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

interface Asked {
  sender: string
  external_userid: string[]
  msgid: string
  requestId: string
  to: string
}

const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

export function fakeProvider(): FakeProvider {
  const provider: FakeProvider = {
    ...{ tasks: [], texts: [], fault: 'none', welcomes: 0, welcomeCode: 0 },
    answer({ path, body }) {
      const asked = (body ? JSON.parse(body) : {}) as Asked
      const route = Object.entries(ROUTES).find(([ending]) => path.endsWith(ending))
      return route?.[1](provider, asked, body) ?? byRequest(provider, path)
    },
  }
  return provider
}

type Route = (provider: FakeProvider, asked: Asked, body: string) => Reply

const ROUTES: Readonly<Record<string, Route>> = {
  '/gettoken': () => json({ errcode: 0, errmsg: 'ok', access_token: 't', expires_in: 7_200 }),
  '/add_msg_template': (provider, asked, body) => {
    const { tasks, fault } = provider
    if (fault === 'not_made_500') return json({}, 500)
    const msgid = `msg${tasks.length + 1}`
    tasks.push({ msgid, sender: asked.sender, customers: asked.external_userid, body, results: {} })
    return fault === 'made_but_500' ? json({}, 500) : json({ errcode: 0, msgid, fail_list: [] })
  },
  '/get_groupmsg_list_v2': ({ tasks }) =>
    json({
      errcode: 0,
      group_msg_list: tasks.map(({ msgid, body }) => ({
        msgid,
        create_time: 1,
        ...(JSON.parse(body) as object),
      })),
    }),
  '/get_groupmsg_send_result': ({ tasks }, asked) => {
    const task = tasks.find(({ msgid }) => msgid === asked.msgid)
    return json({
      errcode: 0,
      send_list: (task?.customers ?? []).map((id) => ({
        external_userid: id,
        userid: task?.sender,
        status: task?.results[id] ?? 0,
      })),
    })
  },
  '/send_welcome_msg': (provider) => {
    provider.welcomes += 1
    return json({ errcode: provider.welcomeCode, errmsg: 'said so' })
  },
  '/sms/send': ({ texts, fault }, { requestId, to }) => {
    if (fault === 'not_made_500') return json({ error: 'busy' }, 500)
    if (!texts.some((one) => one.requestId === requestId)) texts.push({ requestId, to })
    return fault === 'made_but_500' ? json({}, 500) : json({ id: requestId, status: 'delivered' })
  },
}

function byRequest({ texts }: FakeProvider, path: string): Reply {
  const found = texts.find(({ requestId }) => path.endsWith(`/by-request/${requestId}`))
  return found ? json({ id: found.requestId, status: 'delivered' }) : json({ error: 'none' }, 404)
}
