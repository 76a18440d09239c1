import { createHash } from 'node:crypto'

/** Tells two secrets apart without being one: token keys end up in logs and tables. */
export const fingerprint = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 16)
