import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { stage } from '../testing.ts'
import type { Stage } from '../testing.ts'

const sms = (s: Stage, body: unknown, key = s.served.world.credentials.sms.key) =>
  fetch(s.served.smsUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('a text message reaches the phone of its number, once per request id', async () => {
  await using s = await stage()
  const person = s.served.world.people[3]
  const body = { to: person?.phone, text: '新人券 https://siyu.test/s/9', requestId: 'r1' }
  const one = (await (await sms(s, body)).json()) as { id: string; status: string }
  const two = (await (await sms(s, body)).json()) as { id: string }
  expect(one.status).toBe('delivered')
  expect(two.id).toBe(one.id)
  expect(s.served.world.lifeOf(person?.id ?? '').phone).toMatchObject([
    { channel: 'sms', links: ['https://siyu.test/s/9'] },
  ])
  const asked = await fetch(s.served.smsUrl.replace('/send', '/by-request/r1'), {
    headers: { authorization: `Bearer ${s.served.world.credentials.sms.key}` },
  })
  expect(await asked.json()).toMatchObject({ id: one.id, status: 'delivered' })
})

test.each([
  ['a wrong number', { to: '123', text: 'x' }, 400, 'invalid'],
  ['no text', { to: '19900000001', text: '' }, 400, 'invalid'],
])('the gateway refuses %s', async (_, body, status, error) => {
  await using s = await stage()
  const answer = await sms(s, body)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ error })
})

test('the gateway refuses unknown keys, and can be told to be busy', async () => {
  await using s = await stage()
  const body = { to: '19900000001', text: 'x' }
  expect((await sms(s, body, 'other')).status).toBe(401)
  s.served.world.faults.add({ kind: 'code', api: 'sms', code: 45009, times: 1 })
  expect((await sms(s, body)).status).toBe(429)
  expect((await sms(s, { ...body, to: '13800000000' })).status).toBe(200)
})

test('a letter in two forms arrives with its subject and its links', async () => {
  await using s = await stage()
  const person = s.served.world.people[2]
  const mailer = createTransport({ ...s.served.smtp, secure: false, ignoreTLS: true })
  await mailer.sendMail({
    from: '潮汐书店 <books@chaoxi.example>',
    to: person?.email ?? '',
    subject: '本周新书:潮汐锁定的夏天,以及更多值得在周末读完的好书',
    text: '亲爱的读者,\n看看这本 https://siyu.test/s/xyz 吧。',
    html: '<p>看看 <a href="https://siyu.test/s/xyz">这本</a></p>',
  })
  mailer.close()
  const answer = await fetch(`${s.served.controlUrl}/world/mails`)
  const { mails } = (await answer.json()) as { mails: { subject: string; text: string }[] }
  expect(mails).toMatchObject([
    { to: [person?.email], subject: '本周新书:潮汐锁定的夏天,以及更多值得在周末读完的好书' },
  ])
  expect(s.served.world.lifeOf(person?.id ?? '').phone).toMatchObject([
    { channel: 'email', links: ['https://siyu.test/s/xyz'] },
  ])
})
