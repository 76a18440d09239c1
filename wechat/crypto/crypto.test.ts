import { createHash } from 'node:crypto'
import * as peer from '@wecom/crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from './aes.ts'
import { callbackSignature, jsSdkSignature, sameSignature } from './signature.ts'
import * as v from './vectors.ts'

const ECHO_SEALED =
  'Q3stYC6hdFzMh9T8HCvyDH0IHJENRtL8kKsqSYgg4gClawqfEI4bjkd/sThBdy5abkkNPf3wQSpydibwulBNcw=='
const EMPTY_SEALED =
  'Q3stYC6hdFzMh9T8HCvyDCCNKxJl7ibrhDUn2pONXv5znr7Kj7D/QP9qwdpa9YWe+M4sMqTgvs3PaEp46fR/yA=='

test.each([
  ['the URL echo', '1616140317555161061', ECHO_SEALED, 64],
  ['an added contact, with a State beyond ASCII', v.ADD_CONTACT_XML, v.ADD_CONTACT_SEALED, 544],
  ['a kf doorbell', v.KF_XML, v.KF_SEALED, 320],
  ['a passive reply', v.REPLY_XML, v.REPLY_SEALED, 288],
  ['nothing at all', '', EMPTY_SEALED, 64],
])('%s seals to the known bytes and opens again', (_, plain, sealed, bytes) => {
  expect(pack(v.AES_KEY, plain, v.CORP_ID, v.RANDOM)).toBe(sealed)
  expect(Buffer.from(sealed, 'base64')).toHaveLength(bytes)
  expect(unpack(v.AES_KEY, sealed)).toEqual({
    kind: 'message',
    message: plain,
    receiveId: v.CORP_ID,
  })
})

test('the vector of the added contact is the documented text', () => {
  expect(Buffer.byteLength(v.ADD_CONTACT_XML)).toBe(487)
  expect(createHash('sha256').update(v.ADD_CONTACT_XML).digest('hex')).toBe(
    '72be4814761fc907db82382b81546f2293ae57bbd97f0719ca8f4fa261369c09',
  )
})

test('a plain text of exactly 96 bytes gets a whole block of padding', () => {
  const sealed = pack(v.AES_KEY, 'x'.repeat(58), v.CORP_ID, v.RANDOM)
  expect(Buffer.from(sealed, 'base64')).toHaveLength(128)
})

test.each([
  ['1767225600', '1320562132', ECHO_SEALED, 'f6c4867ff07ba0a5395b55c56efb26dba2ea31dc'],
  ['1767225661', 'nonce7f3a9', v.ADD_CONTACT_SEALED, 'dc0658dfc43937da1a471490dd9ec158661245fb'],
  ['1767225701', 'kfnonce1', v.KF_SEALED, '080952e0da1dc715e54db2ec9258413ebf2c6315'],
  ['1767225662', 'reply42', v.REPLY_SEALED, 'ff922bea3fe3118fa11ea7b0fa7e26e795874c9b'],
])('the signature at %s sorts by bytes, not by locale', (timestamp, nonce, sealed, expected) => {
  expect(callbackSignature(v.TOKEN, timestamp, nonce, sealed)).toBe(expected)
})

test("WeCom's own vector opens and verifies", () => {
  const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
  expect(callbackSignature('QDG6eK', '1409659813', '1372623149', v.OFFICIAL_SEALED)).toBe(
    '477715d11cdb4164915debcba66cb864d751f3e6',
  )
  const opened = unpack(key, v.OFFICIAL_SEALED)
  expect(opened).toMatchObject({ kind: 'message', receiveId: 'wx5823bf96d3bd56c7' })
  expect(opened.kind === 'message' && opened.message).toContain(
    '<FromUserName><![CDATA[mycreate]]>',
  )
})

test("公众号's own vectors: plain signature, sealed text, sealed signature", () => {
  const sealed =
    'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=='
  expect(callbackSignature('AAAAA', '1714036504', '1514711492')).toBe(
    'f464b24fc39322e44b38aa78f5edd27bd1441696',
  )
  const random = new TextEncoder().encode('707722b803182950')
  expect(pack('A'.repeat(43), '{"demo_resp":"good luck"}', 'wxba5fad812f8e6fb9', random)).toBe(
    sealed,
  )
  expect(callbackSignature('AAAAA', '1713424427', '415670741', sealed)).toBe(
    '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
  )
})

const TICKET =
  'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'

test.each([
  [TICKET, 'Wm3WZYTPz0wzccnW', 1414587457, 'http://mp.weixin.qq.com?params=value', '0f9de62f'],
  [
    'SIM_TICKET_0001',
    'n0nceStr',
    1767225600,
    'https://console.example.test/sidebar?from=wecom#top',
    '37bec495',
  ],
  ['SIMTICKET_0001', 'n0nce16chars0001', 1767225600, 'https://h5.example.com/c/7?u=42', '8242baae'],
])(
  'a page signs for the JS-SDK without its fragment: %s',
  (ticket, nonce, timestampSeconds, url, hex) => {
    const signature = jsSdkSignature({ ticket, nonce, timestampSeconds, url })
    expect(signature.slice(0, 8)).toBe(hex)
    const page = {
      ticket,
      nonceStr: nonce,
      timestamp: timestampSeconds,
      url: url.split('#')[0] ?? '',
    }
    expect(signature).toBe(peer.getJsApiSignature(page).signature)
  },
)

const keys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64').slice(0, 43))

test('what we seal the peer opens, and the other way round, at every length', () => {
  fc.assert(
    fc.property(
      keys,
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ maxLength: 20 }),
      (key, message, id) => {
        const ours = pack(key, message, id, v.RANDOM)
        expect(ours).toBe(peer.encrypt(key, message, id, Buffer.from(v.RANDOM)))
        expect(peer.decrypt(key, ours)).toMatchObject({ message, id })
        expect(unpack(key, ours)).toEqual({ kind: 'message', message, receiveId: id })
        expect(callbackSignature('t', '1', '2', ours)).toBe(peer.getSignature('t', '1', '2', ours))
      },
    ),
  )
})

test('rubbish and wrong keys never throw and never name the right receiver', () => {
  fc.assert(
    fc.property(keys, fc.base64String({ maxLength: 400 }), (key, sealed) => {
      const opened = unpack(key, sealed)
      if (opened.kind === 'message') expect(opened.receiveId).not.toBe(v.CORP_ID)
    }),
  )
  const wrong = unpack('B'.repeat(43), v.ADD_CONTACT_SEALED)
  expect(wrong.kind === 'broken' || wrong.receiveId !== v.CORP_ID).toBe(true)
})

test('a key of another length is a configuration mistake and says so', () => {
  expect(() => pack('short', 'x', 'y', v.RANDOM)).toThrow('43 characters')
})

test('signatures compare by content', () => {
  expect(sameSignature('abc', 'abc')).toBe(true)
  expect(sameSignature('abc', 'abd')).toBe(false)
  expect(sameSignature('abc', 'ab')).toBe(false)
})
