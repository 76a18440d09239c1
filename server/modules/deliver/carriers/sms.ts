import { z } from 'zod'
import { addMs, MINUTE_MS } from '#kernel/time.ts'
import { connection } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Sending } from '../model/verdict.ts'
import type { Adapter, Sent } from './adapter.ts'
import { sendingOfFault } from './faults.ts'
import { gatewayHttp } from './gateway-http.ts'
import type { Answer } from './gateway-http.ts'
import { asText, NOT_CONNECTED, renderEach } from './rendered.ts'

/**
 * A plain gateway: `POST …/send {to, text, requestId}` with a bearer key answers `{id, status}`; a
 * repeated `requestId` answers the first message again; `GET …/by-request/ID` tells what became of
 * one. The letter's id is the request id, so an unknown outcome can always be asked for.
 */
const Told = z.object({ id: z.string(), status: z.string() })

const BUSY_MS = 2 * MINUTE_MS

export const sms: Adapter = {
  async send(ctx, letters) {
    const gateway = await connection(ctx, 'sms')
    if (!gateway)
      return letters.map(({ letter }) => ({ letterId: letter.letter_id, sending: NOT_CONNECTED }))
    const { ready, failed } = await renderEach(ctx, letters)
    const sent: Sent[] = [...failed]
    for (const { letter, address, content } of ready) {
      const body = { to: national(address), text: asText(content), requestId: letter.letter_id }
      const sending = await asking(ctx, () => gatewayHttp('POST', gateway.url, gateway.key, body))
      sent.push({ letterId: letter.letter_id, sending })
    }
    return sent
  },
  async ask(ctx, letters) {
    const gateway = await connection(ctx, 'sms')
    if (!gateway) return []
    const answers: Sent[] = []
    for (const { letter_id: letterId } of letters) {
      const url = gateway.url.replace(/\/send$/, `/by-request/${letterId}`)
      const sending = await asking(ctx, async () => {
        const answer = await gatewayHttp('GET', url, gateway.key)
        return answer.status === 404 ? NEVER_CAME : answer
      })
      answers.push({ letterId, sending })
    }
    return answers
  },
}

/** The gateway does not know the request, so it has sent nothing: the letter may go. */
const NEVER_CAME: Answer = { status: 503, body: undefined }

/** Gateways of mainland China want eleven digits. */
const national = (phone: string): string => phone.replace(/^\+86/, '')

async function asking(ctx: Ctx, question: () => Promise<Answer>): Promise<Sending> {
  try {
    return sendingOf(await question(), ctx.now)
  } catch (error) {
    return sendingOfFault(error, ctx.now)
  }
}

function sendingOf({ status, body }: Answer, now: Date): Sending {
  if (status === 429 || status === 503)
    return { kind: 'put_back', retryAt: addMs(now, BUSY_MS), reason: 'carrier_busy' }
  if (status === 401 || status === 403) return { kind: 'failed', reason: 'misconfigured' }
  if (status >= 500) return { kind: 'unknown' }
  const told = Told.safeParse(body)
  if (status >= 400 || !told.success) return { kind: 'failed', reason: 'refused_by_carrier' }
  return ['unknown_number', 'failed'].includes(told.data.status)
    ? { kind: 'failed', reason: 'unreachable' }
    : { kind: 'sent', providerId: told.data.id }
}
