import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RandomBytes } from '#kernel/ids.ts'

/**
 * Personal data at rest: AES-256-GCM with a key id in front, so that keys can be changed, and a
 * blind index (HMAC-SHA-256 under a key of its own) by which an exact value is found again.
 * Sealed text: `k1.` + base64url(nonce 12 ‖ tag 16 ‖ ciphertext).
 */
export interface Secrets {
  seal(plain: string): string
  open(sealed: string): string
  /** Same value, same purpose → same 43 characters; the value cannot be computed back. */
  blind(purpose: string, value: string): string
}

const KEY_ID = 'k1'

export function createSecrets(master: string, randomBytes: RandomBytes): Secrets {
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', master, 'siyu', info, 32))
  const sealKey = derive('seal.k1')
  const blindKey = derive('blind.k1')
  return {
    seal(plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${KEY_ID}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const [keyId, text] = sealed.split('.')
      if (keyId !== KEY_ID || !text) throw new Error(`sealed with an unknown key: ${keyId}`)
      const bytes = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    blind: (purpose, value) =>
      createHmac('sha256', blindKey).update(`${purpose}\n${value}`).digest('base64url'),
  }
}

/** The embedded PostgreSQL's password: nobody chooses or keeps it, the master secret gives it. */
export const postgresPassword = (master: string): string =>
  Buffer.from(hkdfSync('sha256', master, 'siyu', 'postgres.k1', 32)).toString('base64url')

/** The installation's master secret: configured, else made once and kept beside the data (mode 600). */
export function masterSecret(
  configured: string | undefined,
  dataDir: string,
  randomBytes: RandomBytes,
): string {
  if (configured) return configured
  const path = join(dataDir, 'secret')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true })
  const made = Buffer.from(randomBytes(32)).toString('base64url')
  writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return made
}
