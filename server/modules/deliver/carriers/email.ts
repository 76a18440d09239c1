import { createTransport } from 'nodemailer'
import { addMs, MINUTE_MS } from '#kernel/time.ts'
import { connection } from '#modules/entry/service.ts'
import type { Sending } from '../model/verdict.ts'
import type { Adapter, Sent } from './adapter.ts'
import { asText, NOT_CONNECTED, renderEach } from './rendered.ts'
import type { Ready } from './rendered.ts'

const BUSY_MS = 5 * MINUTE_MS

/** SMTP cannot be asked afterwards: a connection that breaks in the middle leaves `unknown` for good. */
export const email: Adapter = {
  async send(ctx, letters) {
    const server = await connection(ctx, 'email')
    if (!server)
      return letters.map(({ letter }) => ({ letterId: letter.letter_id, sending: NOT_CONNECTED }))
    const { ready, failed } = await renderEach(ctx, letters)
    const { host, port, user, password } = server
    const mailer = createTransport({
      host,
      port,
      secure: port === 465,
      ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    })
    const sent: Sent[] = [...failed]
    try {
      for (const one of ready)
        sent.push({
          letterId: one.letter.letter_id,
          sending: await mailed(() => mailer.sendMail(mailOf(server.from, one)), ctx.now),
        })
    } finally {
      mailer.close()
    }
    return sent
  },
}

const mailOf = (from: string, { letter, address, content }: Ready) => ({
  from,
  to: address,
  subject: content.title,
  text: asText(content),
  messageId: `<${letter.letter_id}@siyu>`,
})

async function mailed(send: () => Promise<unknown>, now: Date): Promise<Sending> {
  try {
    await send()
    return { kind: 'sent' }
  } catch (error) {
    return sendingOf(error, now)
  }
}

/** nodemailer's codes, then SMTP's: 4xx may be tried again, 5xx is a refusal (RFC 5321 §4.2.1). */
function sendingOf(error: unknown, now: Date): Sending {
  if (!(error instanceof Error)) throw error
  const code = 'code' in error ? String(error.code) : ''
  const answered = 'responseCode' in error ? Number(error.responseCode) : undefined
  if (code === 'EAUTH') return { kind: 'failed', reason: 'misconfigured' }
  if (answered !== undefined && answered >= 500)
    return { kind: 'failed', reason: 'refused_by_carrier' }
  if (answered !== undefined || ['ECONNECTION', 'EDNS', 'ECONNREFUSED'].includes(code))
    return { kind: 'put_back', retryAt: addMs(now, BUSY_MS), reason: 'carrier_busy' }
  return { kind: 'unknown' }
}
