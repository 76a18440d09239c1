import { ORPCError, ValidationError } from '@orpc/contract'
import { z } from 'zod'
import { ofAll } from '#kernel/locale.ts'
import type { Locale, Says } from '#kernel/locale.ts'
import { fill } from '#kernel/refusal.ts'
import type { FieldError, Refusal } from '#kernel/refusal.ts'

/** RFC 9457 `application/problem+json`, in the caller's language. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  /** the fields that were wrong, each with its reason */
  errors?: readonly FieldError[]
  [extension: string]: unknown
}

const COMMON = {
  bad_input: {
    status: 400,
    en: 'The input is not valid.',
    'zh-CN': '输入有误。',
    'zh-TW': '輸入有誤。',
  },
  bad_json: {
    status: 400,
    en: 'The body is not valid JSON.',
    'zh-CN': '请求体不是合法的 JSON。',
    'zh-TW': '請求內容不是有效的 JSON。',
  },
  too_deep: {
    status: 400,
    en: 'The body is nested deeper than {levels} levels.',
    'zh-CN': '请求体嵌套超过 {levels} 层。',
    'zh-TW': '請求內容巢狀超過 {levels} 層。',
  },
  not_signed_in: {
    status: 401,
    en: 'Sign in or send an API key.',
    'zh-CN': '请先登录,或提供 API 密钥。',
    'zh-TW': '請先登入，或提供 API 金鑰。',
  },
  not_allowed: {
    status: 403,
    en: 'This needs the permission “{permission}”.',
    'zh-CN': '此操作需要权限“{permission}”。',
    'zh-TW': '此操作需要權限「{permission}」。',
  },
  no_workspace: {
    status: 400,
    en: 'Say which workspace: header x-workspace.',
    'zh-CN': '请指明工作区:请求头 x-workspace。',
    'zh-TW': '請指明工作區：請求標頭 x-workspace。',
  },
  csrf: {
    status: 403,
    en: 'A change from a browser needs the header x-siyu-csrf.',
    'zh-CN': '来自浏览器的修改需要请求头 x-siyu-csrf。',
    'zh-TW': '來自瀏覽器的修改需要請求標頭 x-siyu-csrf。',
  },
  no_such_route: {
    status: 404,
    en: 'There is no such address.',
    'zh-CN': '没有这个地址。',
    'zh-TW': '沒有這個網址。',
  },
  too_large: {
    status: 413,
    en: 'The body is too large.',
    'zh-CN': '请求体过大。',
    'zh-TW': '請求內容過大。',
  },
  question_too_large: {
    status: 503,
    en: 'The question needs more time or memory than it may use. Narrow the range or the filters.',
    'zh-CN': '该查询超出时间或内存上限,请缩小时间范围或增加筛选条件。',
    'zh-TW': '此查詢超出時間或記憶體上限，請縮小時間範圍或增加篩選條件。',
  },
  stopping: {
    status: 503,
    en: 'The server is stopping. Try again once it runs.',
    'zh-CN': '服务器正在停止,请在恢复运行后重试。',
    'zh-TW': '伺服器正在停止，請在恢復運行後重試。',
  },
  our_fault: {
    status: 500,
    en: 'Something went wrong on our side. Reference: {reference}.',
    'zh-CN': '服务器出错了。参考编号:{reference}。',
    'zh-TW': '伺服器出錯了。參考編號：{reference}。',
  },
} as const satisfies Record<string, Says & { status: number }>

export type CommonCode = keyof typeof COMMON

export function problem(
  code: CommonCode,
  locale: Locale,
  detail: Record<string, unknown> = {},
  errors: readonly FieldError[] = [],
): Problem {
  const def = COMMON[code]
  return {
    type: `urn:siyu:problem:${code}`,
    title: fill(def[locale], detail),
    status: def.status,
    code,
    ...detail,
    ...(errors.length > 0 ? { errors } : {}),
  }
}

export function problemOfRefusal(refusal: Refusal, locale: Locale): Problem {
  const { status, [locale]: text } = refusal.def
  return {
    ...refusal.detail,
    type: `urn:siyu:problem:${refusal.code}`,
    title: fill(text, refusal.detail),
    status,
    code: refusal.code,
    ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
  }
}

export function problemResponse(p: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(p), {
    status: p.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  })
}

/** zod's own words, by language. */
const ZOD_SAYS = {
  'zh-CN': z.locales.zhCN,
  'zh-TW': z.locales.zhTW,
  en: z.locales.en,
} as const satisfies Record<Locale, unknown>

/** zod's issues as fields and reasons, in the caller's language. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], locale: Locale): FieldError[] {
  const { localeError } = ZOD_SAYS[locale]()
  return issues.slice(0, 100).map((issue) => {
    const said =
      issue.code === 'custom' ? ofAll(issue.message, locale) : localeError(issue as never)
    return {
      field: issue.path.map(String).join('.') || '(body)',
      reason: typeof said === 'string' ? said : (said?.message ?? issue.message),
    }
  })
}

export const isInputError = (
  error: unknown,
): error is ORPCError<string, unknown> & { cause: ValidationError } =>
  error instanceof ORPCError &&
  error.code === 'BAD_REQUEST' &&
  error.cause instanceof ValidationError
