import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmsGateway extends AsyncDisposable {
  readonly url: string
  /** what reached phones, in order */
  readonly sent: { to: string; text: string; requestId: string }[]
}

/** Somebody's SMS gateway: takes each request id once and says that it went. */
export async function smsGateway(): Promise<SmsGateway> {
  const sent: SmsGateway['sent'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as (typeof sent)[number]
      if (!sent.some(({ requestId }) => requestId === body.requestId)) sent.push(body)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ id: body.requestId, status: 'sent' }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    sent,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
