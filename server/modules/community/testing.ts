import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { pack } from '#wechat/crypto/aes.ts'
import { callbackSignature } from '#wechat/crypto/signature.ts'

/** For tests: callbacks sealed and signed the way the platforms do it. */
export interface Sender {
  path: string
  token: string
  encodingAesKey: string
  receiveId: string
}

const NONCE = 'nonce7f3a9'
const RANDOM = new TextEncoder().encode('0123456789abcdef')

export function sealedCallback(sender: Sender, xml: string, at: Date) {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const sealed = pack(sender.encodingAesKey, xml, sender.receiveId, RANDOM)
  const signature = callbackSignature(sender.token, timestamp, NONCE, sealed)
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce: NONCE })
  return {
    url: `${sender.path}?${query}`,
    echoUrl: `${sender.path}?${query}&echostr=${encodeURIComponent(sealed)}`,
    body: `<xml><ToUserName><![CDATA[${sender.receiveId}]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`,
  }
}

/** An event of 客户联系 as WeCom words it. */
export const contactXml = (
  corpId: string,
  at: Date,
  fields: Readonly<Record<string, string>>,
): string =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>` +
  `<CreateTime>${Math.floor(at.getTime() / 1_000)}</CreateTime><MsgType><![CDATA[event]]></MsgType>` +
  `<Event><![CDATA[change_external_contact]]></Event>` +
  Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('') +
  `</xml>`

/** The server behind a socket, for a world that calls back. */
export async function listen(app: Hono): Promise<{ url: string; close: () => Promise<void> }> {
  return new Promise((resolve) => {
    const options = { fetch: app.fetch, port: 0, hostname: '127.0.0.1' }
    const http = serve(options, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((done) => {
            http.close(() => done())
            if ('closeAllConnections' in http) http.closeAllConnections()
          }),
      }),
    )
  })
}
