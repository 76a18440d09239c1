import { Hono } from 'hono'
import { z } from 'zod'
import { verifyUrl } from '../callbacks.ts'
import { step } from '../driver.ts'
import * as groups from '../driver/acts-groups.ts'
import * as own from '../driver/acts-own.ts'
import * as pub from '../driver/acts-public.ts'
import type { Live } from '../driver/live.ts'
import type { Fault } from '../faults.ts'
import { follow, officialAccountConsole, unfollow, write } from '../official-account/happenings.ts'
import type { Person } from '../people/person.ts'
import { phonePage, peoplePage } from '../phone/page.ts'
import { SiyuRefused } from '../siyu/http.ts'
import { confirmMassSends, deleteStaff } from '../wecom/happenings.ts'
import { wecomConsole } from '../wecom/tell.ts'
import { groupsApp } from './groups.ts'
import { leaveGroup } from '../wecom/group-happenings.ts'
import { onHerPhone, summary } from './summary.ts'

/**
 * The hand on the world, for demonstrations and tests. Whatever it does happens between two doings of
 * the people, never in the middle of one.
 */
export interface Hand {
  live: Live
  alone: <T>(work: () => Promise<T>) => Promise<T>
}

const Fault: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('slow'),
    api: z.string().optional(),
    ms: z.int().min(0),
    times: z.int().optional(),
  }),
  z.object({
    kind: z.literal('code'),
    api: z.string().optional(),
    code: z.int(),
    times: z.int().optional(),
  }),
  z.object({ kind: z.literal('drop_callbacks'), times: z.int().optional() }),
  z.object({ kind: z.literal('repeat_callbacks'), times: z.int().optional() }),
  z.object({ kind: z.literal('wrong_signature'), times: z.int().optional() }),
  z.object({ kind: z.literal('wrong_receiver'), times: z.int().optional() }),
]) as z.ZodType<Fault>

const Step = z.object({
  hours: z
    .number()
    .positive()
    .max(24 * 60),
})
const Scan = z.object({ codeUrl: z.string().optional(), configId: z.string().optional() })
const Join = z.object({ url: z.url().optional(), codeUrl: z.string().optional() })
const Chat = z.object({ chatId: z.string() })
const Open = z.object({ url: z.url() })
const Buy = z.object({ bookId: z.string() })
const Write = z.object({ text: z.string().min(1) })
const Follow = z.object({ ticket: z.string().optional() })
const Confirm = z.object({ userId: z.string() })
const Callbacks = z.object({ wecom: z.url().optional(), officialAccount: z.url().optional() })

export function controlApp(hand: Hand): Hono {
  const { live, alone } = hand
  const { world } = live
  const app = new Hono()

  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400)
    if (error instanceof NoSuchPerson) return c.json({ error: 'no such person' }, 404)
    if (error instanceof SiyuRefused) return c.json({ error: error.message }, 502)
    throw error
  })

  app.get('/', (c) => c.redirect('/phone'))
  app.get('/world/state', (c) => c.json(summary(world)))
  app.get('/world/people', (c) => {
    const joined = c.req.query('joined') === 'true'
    const people = world.people.filter((person) => !joined || world.lifeOf(person.id).staffId)
    return c.json({ people: people.map(({ id, name, city }) => ({ id, name, city })) })
  })
  app.get('/world/people/:id', (c) =>
    c.json(onHerPhone(world, personOf(c.req.param('id')), c.req.query('truth') === 'true')),
  )
  app.get('/world/sms', (c) => c.json({ texts: world.state.texts }))
  app.get('/world/mails', (c) => c.json({ mails: world.state.mails }))
  app.get('/world/contact-ways', (c) => c.json({ ways: Object.values(world.state.wecom.ways) }))

  app.post('/world/step', async (c) => {
    const { hours } = Step.parse(await c.req.json())
    await alone(() => step(live, hours))
    return c.json(summary(world))
  })

  /** The callback page of the platforms' consoles: a URL is kept only when its echo is right. */
  app.put('/world/callbacks', async (c) => {
    const urls = Callbacks.parse(await c.req.json())
    const verified = await alone(() => setCallbacks(live, urls))
    return c.json({ verified }, Object.values(verified).every(Boolean) ? 200 : 422)
  })

  app.get('/world/faults', (c) => c.json({ faults: world.faults.list() }))
  app.post('/world/faults', async (c) => {
    world.faults.add(Fault.parse(await c.req.json()))
    return c.json({ faults: world.faults.list() })
  })
  app.delete('/world/faults', (c) => {
    world.faults.clear()
    return c.json({ faults: [] })
  })

  app.post('/world/staff/confirm', async (c) => {
    const { userId } = Confirm.parse(await c.req.json())
    return c.json({ confirmed: await alone(async () => confirmMassSends(world, userId)) })
  })

  const doing = <S extends z.ZodType>(
    name: string,
    shape: S,
    work: (person: Person, given: z.output<S>) => Promise<unknown>,
  ) =>
    app.post(`/world/people/:id/${name}`, async (c) => {
      const person = personOf(c.req.param('id'))
      const given = shape.parse((await c.req.json().catch(() => ({}))) as unknown)
      const result = await alone(() => work(person, given))
      return c.json({ result: result ?? null, person: onHerPhone(world, person, false) })
    })

  doing('scan', Scan, async (person, { codeUrl, configId }) => {
    const id = configId ?? /vcode=([0-9a-f]+)/.exec(codeUrl ?? '')?.[1] ?? ''
    return pub.scan(live, person, id)
  })
  doing('open', Open, (person, { url }) => pub.open(live, person, url, { kind: 'own_accord' }))
  doing('buy', Buy, (person, { bookId }) => own.order(live, person, [bookId]))
  doing('share', z.object({}), (person) => own.share(live, person))
  doing('join_group', Join, (person, by) => groups.scanGroup(live, person, by))
  doing('leave_group', Chat, (person, { chatId }) => leaveGroup(world, person, chatId))
  doing('leave', z.object({}), (person) => deleteStaff(world, person))
  doing('follow', Follow, (person, { ticket }) => follow(world, person, ticket))
  doing('unfollow', z.object({}), (person) => unfollow(world, person))
  doing('write', Write, (person, { text }) => write(world, person, text))

  app.route('/world', groupsApp(hand))
  app.get('/phone', (c) => c.html(peoplePage(world)))
  app.get('/phone/:id', (c) => c.html(phonePage(world, personOf(c.req.param('id')))))
  return app

  function personOf(id: string): Person {
    const person = world.personById(id)
    if (!person) throw new NoSuchPerson()
    return person
  }
}

class NoSuchPerson extends Error {}

export async function setCallbacks(
  live: Live,
  urls: { wecom?: string | undefined; officialAccount?: string | undefined },
): Promise<Record<string, boolean>> {
  const { world } = live
  const verified: Record<string, boolean> = {}
  if (urls.wecom !== undefined) {
    verified['wecom'] = await verifyUrl(world, { ...wecomConsole(world), url: urls.wecom })
    if (verified['wecom']) world.state.wecom.callbackUrl = urls.wecom
  }
  if (urls.officialAccount !== undefined) {
    const url = urls.officialAccount
    verified['officialAccount'] = await verifyUrl(world, { ...officialAccountConsole(world), url })
    if (verified['officialAccount']) world.state.officialAccount.callbackUrl = url
  }
  return verified
}
