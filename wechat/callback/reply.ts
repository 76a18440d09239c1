import { pack } from '../crypto/aes.ts'
import { callbackSignature } from '../crypto/signature.ts'
import type { Seal } from './open.ts'

/** A sealed passive reply. `random` is 16 bytes; an empty 200 body needs no sealing. */
export function sealReply(
  seal: Seal,
  xml: string,
  stamp: { timestamp: string; nonce: string; random: Uint8Array },
): string {
  const sealed = pack(seal.encodingAesKey, xml, seal.receiveId, stamp.random)
  const signature = callbackSignature(seal.token, stamp.timestamp, stamp.nonce, sealed)
  return (
    `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt>` +
    `<MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${stamp.timestamp}</TimeStamp><Nonce><![CDATA[${stamp.nonce}]]></Nonce></xml>`
  )
}
