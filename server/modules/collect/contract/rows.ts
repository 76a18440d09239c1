import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { Mapping } from '../model/mapping/mapping.ts'
import { ROWS_A_CALL } from '../model/rows.ts'

const no_such_source = {
  status: 404,
  en: 'There is no such source, or its key was revoked.',
  'zh-CN': '没有这个来源,或它的密钥已停用。',
  'zh-TW': '沒有這個來源，或它的金鑰已停用。',
} as const
const much_is_waiting = {
  status: 503,
  en: 'What was sent before is still being worked off. Go on in a moment.',
  'zh-CN': '之前送来的还在处理,请稍候继续。',
  'zh-TW': '之前送來的還在處理，請稍候繼續。',
} as const
export const ROW_REFUSALS = { no_such_source, much_is_waiting } as const

export const rowRoutes = {
  importRows: route({
    method: 'POST',
    path: '/collect/rows',
    summary: 'Rows of a file, read by a mapping; rows that cannot be taken are told and not kept',
    may: 'collect:write',
    input: z.object({
      keyId: z.uuid().describe('the source that the events are of'),
      mapping: Mapping,
      rows: z.array(z.record(z.string(), z.json())).min(1).max(ROWS_A_CALL),
      history: z.boolean().default(true).describe('true: triggers no journey'),
      file: z.string().trim().min(1).max(200).describe('its name, for the audit trail'),
      part: z.int().min(0).default(0).describe('which part of the file this is, from 0'),
    }),
    output: z.object({
      accepted: z.int(),
      ignored: z.int(),
      refused: z.array(
        z.object({
          index: z.int().describe('place in this call, from 0'),
          field: z.string(),
          reason: z.string(),
        }),
      ),
      position: bigId.nullable().describe('for GET /api/settled; null: nothing was taken'),
    }),
    refusals: { no_such_source, much_is_waiting },
  }),
}
