import { createCipheriv, createDecipheriv } from 'node:crypto'

/**
 * WeCom's and WeChat's callback cipher: AES-256-CBC over
 * `random(16) + uint32be(byte length) + message + receiveId`, PKCS#7 in blocks of 32 bytes.
 * Source: 企业微信 90968, 微信开放文档「消息加解密说明」.
 */
const BLOCK_BYTES = 32
const RANDOM_BYTES = 16
const LENGTH_BYTES = 4

export type Unpacked = { kind: 'message'; message: string; receiveId: string } | { kind: 'broken' }

/** Promises base64 of the sealed message. `random` is 16 bytes; a key that is not 43 characters throws. */
export function pack(
  encodingAesKey: string,
  message: string,
  receiveId: string,
  random: Uint8Array,
): string {
  if (random.length !== RANDOM_BYTES) throw new Error('the random prefix is 16 bytes')
  const key = aesKey(encodingAesKey)
  const text = Buffer.from(message)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(text.length)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([random, length, text, Buffer.from(receiveId)])
  return Buffer.concat([cipher.update(pad(plain)), cipher.final()]).toString('base64')
}

/**
 * Opens a sealed message. `broken` for whatever was not sealed with this key: a wrong key often
 * yields rubbish rather than an error, so lengths are bounds-checked and the caller compares `receiveId`.
 */
export function unpack(encodingAesKey: string, sealed: string): Unpacked {
  const key = aesKey(encodingAesKey)
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0) return { kind: 'broken' }
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = unpad(Buffer.concat([decipher.update(bytes), decipher.final()]))
  const start = RANDOM_BYTES + LENGTH_BYTES
  if (!plain || plain.length < start) return { kind: 'broken' }
  const end = start + plain.readUInt32BE(RANDOM_BYTES)
  if (end > plain.length) return { kind: 'broken' }
  const message = plain.subarray(start, end).toString('utf8')
  return { kind: 'message', message, receiveId: plain.subarray(end).toString('utf8') }
}

function aesKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (encodingAesKey.length !== 43 || key.length !== 32)
    throw new Error('an EncodingAESKey is 43 characters of base64')
  return key
}

/** A multiple of 32 gets a full block of 32: the receiver always finds a pad to remove. */
function pad(plain: Buffer): Buffer {
  const count = BLOCK_BYTES - (plain.length % BLOCK_BYTES)
  return Buffer.concat([plain, Buffer.alloc(count, count)])
}

function unpad(plain: Buffer): Buffer | undefined {
  const count = plain.at(-1) ?? 0
  if (count < 1 || count > BLOCK_BYTES || count > plain.length) return undefined
  const padded = plain.subarray(plain.length - count)
  return padded.every((byte) => byte === count) ? plain.subarray(0, -count) : undefined
}
