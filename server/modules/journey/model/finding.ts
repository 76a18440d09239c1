import { z } from 'zod'
import type { Says } from '#kernel/locale.ts'

/** Something to mend before publishing (`error`) or to know about (`warning`). */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  nodeId: z.string().optional(),
  exit: z.string().optional(),
  field: z.string().optional(),
  says: z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() }),
})
export type Finding = z.infer<typeof Finding>

interface Where {
  nodeId?: string
  exit?: string
  field?: string
}

export const error = (code: string, says: Says, where: Where = {}): Finding => ({
  code,
  severity: 'error',
  ...where,
  says,
})
