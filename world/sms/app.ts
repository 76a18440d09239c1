import { Hono } from 'hono'
import { z } from 'zod'
import { ApiError } from '../platform.ts'
import { receive } from '../phone/receive.ts'
import type { State } from '../state/state.ts'
import { addressesIn } from '../wecom/content.ts'
import type { World } from '../world.ts'

/**
 * A plain SMS gateway. `POST /sms/send {to, text, requestId?}` with `Authorization: Bearer KEY` answers
 * `{id, status}`; a repeated `requestId` answers the first message again. `GET /sms/ID` and
 * `GET /sms/by-request/REQUEST_ID` tell what became of one, which is how an unknown outcome is settled.
 */
const Send = z.object({
  to: z.string().regex(/^1\d{10}$/, 'eleven digits beginning with 1'),
  text: z.string().min(1).max(500),
  requestId: z.string().min(1).max(128).optional(),
})

export function smsApp(world: World): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${world.credentials.sms.key}`)
      return c.json({ error: 'unauthorized', detail: 'unknown key' }, 401)
    return next()
  })
  app.post('/send', async (c) => {
    try {
      await world.faults.beforeApi('sms', '/send')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const status = error.code === 45009 ? 429 : 503
      return c.json({ error: status === 429 ? 'too_many' : 'busy', detail: 'as told' }, status)
    }
    const sent = Send.safeParse(await c.req.json().catch(() => undefined))
    if (!sent.success)
      return c.json({ error: 'invalid', detail: sent.error.issues[0]?.message ?? '' }, 400)
    const { id, status } = send(world, sent.data)
    return c.json({ id, status })
  })
  app.get('/by-request/:requestId', (c) =>
    found(world.state.texts.find((sms) => sms.requestId === c.req.param('requestId'))),
  )
  app.get('/:id', (c) => found(world.state.texts.find((sms) => sms.id === c.req.param('id'))))
  return app
}

function send(world: World, { to, text, requestId }: z.output<typeof Send>) {
  const repeated = world.state.texts.find(
    (sms) => requestId !== undefined && sms.requestId === requestId,
  )
  if (repeated) return repeated
  const person = world.personByPhone(to)
  const status: State['texts'][number]['status'] = person ? 'delivered' : 'unknown_number'
  const sms = { id: world.newId('sms'), requestId, atMs: world.clock.nowMs(), to, text, status }
  world.state.texts.push(sms)
  receive(world, person, { channel: 'sms', from: '106900001111', text, links: addressesIn(text) })
  return sms
}

const found = (sms: State['texts'][number] | undefined): Response =>
  sms === undefined
    ? Response.json({ error: 'not_found', detail: 'no such message' }, { status: 404 })
    : Response.json({ id: sms.id, status: sms.status, to: sms.to })
