import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { address, call } from '../session.ts'
import type { Session } from '../session.ts'
import { MP_BASE } from './client.ts'

export const QR_LIFE_MAX_SECONDS = 2_592_000

/** Temporary codes live up to 30 days. Permanent ones are 100 000 per account, for ever. */
export const QrCode = z.discriminatedUnion('action_name', [
  z.object({
    action_name: z.literal('QR_STR_SCENE'),
    expire_seconds: z.int().min(1).max(QR_LIFE_MAX_SECONDS),
    action_info: z.object({ scene: z.object({ scene_str: z.string().min(1).max(64) }) }),
  }),
  z.object({
    action_name: z.literal('QR_LIMIT_STR_SCENE'),
    action_info: z.object({ scene: z.object({ scene_str: z.string().min(1).max(64) }) }),
  }),
])
export type QrCode = z.input<typeof QrCode>

const Made = z.object({
  ticket: z.string().min(1),
  expire_seconds: z.number().optional(),
  /** What the picture encodes; draw it yourself, or show `qrImageUrl`. */
  url: z.string(),
})

export const createQrCode = (
  session: Session,
  code: QrCode,
): Promise<Outcome<z.infer<typeof Made>>> =>
  call(session, { method: 'POST', path: '/cgi-bin/qrcode/create', body: QrCode.parse(code) }, Made)

export const qrImageUrl = (ticket: string, base: string = MP_BASE): string =>
  address(base, '/cgi-bin/showqrcode', { ticket })
