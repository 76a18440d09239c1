import { Hono } from 'hono'
import { z } from 'zod'
import { dismissGroup, invite, makeGroup, takeGroupCode } from '../wecom/group-happenings.ts'
import type { Hand } from './app.ts'

const New = z.object({ userId: z.string(), name: z.string().min(1).max(40) })
const Invited = z.object({ personId: z.string() })

/** Customer groups as their owners handle them: made, shown by a code, filled by invitation, dismissed. */
export function groupsApp({ live, alone }: Hand): Hono {
  const { world } = live
  const app = new Hono()
  app.get('/groups', (c) => {
    const groups = Object.values(world.state.wecom.groups)
    return c.json({
      groups: groups.map(({ chatId, name, owner, members, isDismissed }) => ({
        ...{ chatId, name, owner, members: members.length, isDismissed },
      })),
    })
  })
  app.post('/groups', async (c) => {
    const { userId, name } = New.parse(await c.req.json())
    const { chatId } = await alone(() => makeGroup(world, userId, name))
    return c.json({ chatId })
  })
  app.post('/groups/:chatId/code', (c) => c.json(takeGroupCode(world, c.req.param('chatId'))))
  app.post('/groups/:chatId/invite', async (c) => {
    const { personId } = Invited.parse(await c.req.json())
    const person = world.personById(personId)
    if (!person) return c.json({ error: 'no such person' }, 404)
    return c.json({ result: await alone(() => invite(world, person, c.req.param('chatId'))) })
  })
  app.post('/groups/:chatId/dismiss', async (c) => {
    await alone(() => dismissGroup(world, c.req.param('chatId')))
    return c.json({})
  })
  return app
}
