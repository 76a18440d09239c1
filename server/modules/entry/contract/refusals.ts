const notFound = (zh: string, en: string) =>
  ({ status: 404, 'zh-CN': `没有${zh}“{id}”。`, en: `There is no ${en} “{id}”.` }) as const

export const noSuchAccount = { no_such_account: notFound('账号', 'account') } as const
export const noSuchPost = { no_such_post: notFound('作品', 'post') } as const
export const noSuchCode = { no_such_code: notFound('渠道码', 'code') } as const
export const noSuchConnection = { no_such_connection: notFound('连接', 'connection') } as const
export const noSuchContent = { no_such_content: notFound('内容', 'content') } as const

export const secretMissing = {
  secret_missing: {
    status: 422,
    'zh-CN': '首次连接需要填写密钥“{field}”。',
    en: 'The first time, the secret “{field}” is needed.',
  },
} as const

export const nameTaken = {
  name_taken: {
    status: 409,
    'zh-CN': '该平台已有名为“{name}”的账号。',
    en: 'There is an account “{name}” on this platform already.',
  },
} as const

export const nowhere = {
  needs_target: {
    status: 422,
    'zh-CN': '请指明作品通向哪里:内容、渠道码或链接。',
    en: 'Say where the post leads: contentId, codeId or targetUrl.',
  },
} as const

export const wecom = {
  wecom_not_connected: {
    status: 409,
    'zh-CN': '请先在“设置 → 连接”中连接企业微信。',
    en: 'Connect WeCom first (Settings → Connections).',
  },
  wecom_refused: {
    status: 422,
    'zh-CN': '企业微信拒绝了请求:{code} {says}',
    en: 'WeCom refused: {code} {says}',
  },
  wecom_unreachable: {
    status: 503,
    'zh-CN': '企业微信没有应答。渠道码已保存,可稍后重试。',
    en: 'WeCom did not answer. The code is kept; try again later.',
  },
} as const

export const wrongStatus = {
  wrong_status: {
    status: 409,
    'zh-CN': '状态为“{status}”的渠道码不能执行“{act}”。',
    en: 'A code that is “{status}” cannot take “{act}”.',
  },
} as const

export const badCsv = {
  bad_csv: {
    status: 422,
    'zh-CN': '无法读取 CSV:{reason}',
    en: 'The CSV cannot be read: {reason}',
  },
} as const

export const ENTRY_REFUSALS = {
  ...noSuchAccount,
  ...noSuchPost,
  ...noSuchCode,
  ...noSuchConnection,
  ...noSuchContent,
  ...secretMissing,
  ...nameTaken,
  ...nowhere,
  ...wecom,
  ...wrongStatus,
  ...badCsv,
}
