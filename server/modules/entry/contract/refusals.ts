import type { Says } from '#kernel/locale.ts'

const notFound = (what: Says) =>
  ({
    status: 404,
    'zh-CN': `没有${what['zh-CN']}“{id}”。`,
    'zh-TW': `沒有${what['zh-TW']}「{id}」。`,
    en: `There is no ${what.en} “{id}”.`,
  }) as const

export const noSuchAccount = {
  no_such_account: notFound({ 'zh-CN': '账号', 'zh-TW': '帳號', en: 'account' }),
} as const
export const noSuchPost = {
  no_such_post: notFound({ 'zh-CN': '作品', 'zh-TW': '貼文', en: 'post' }),
} as const
export const noSuchCode = {
  no_such_code: notFound({ 'zh-CN': '渠道码', 'zh-TW': '管道碼', en: 'code' }),
} as const
export const noSuchConnection = {
  no_such_connection: notFound({ 'zh-CN': '连接', 'zh-TW': '連接', en: 'connection' }),
} as const
export const noSuchContent = {
  no_such_content: notFound({ 'zh-CN': '内容', 'zh-TW': '內容', en: 'content' }),
} as const

export const secretMissing = {
  secret_missing: {
    status: 422,
    'zh-CN': '首次连接需要填写密钥“{field}”。',
    'zh-TW': '首次連接需要填寫金鑰「{field}」。',
    en: 'The first time, the secret “{field}” is needed.',
  },
} as const

export const nameTaken = {
  name_taken: {
    status: 409,
    'zh-CN': '该平台已有名为“{name}”的账号。',
    'zh-TW': '此平台已有名為「{name}」的帳號。',
    en: 'There is an account “{name}” on this platform already.',
  },
} as const

export const nowhere = {
  needs_target: {
    status: 422,
    'zh-CN': '请指明作品通向哪里:内容、渠道码或链接。',
    'zh-TW': '請指明貼文通往哪裡：內容、管道碼或連結。',
    en: 'Say where the post leads: contentId, codeId or targetUrl.',
  },
} as const

export const wecom = {
  wecom_not_connected: {
    status: 409,
    'zh-CN': '请先在“设置 → 连接”中连接企业微信。',
    'zh-TW': '請先在「設定 → 連接」中連接企業微信。',
    en: 'Connect WeCom first (Settings → Connections).',
  },
  wecom_refused: {
    status: 422,
    'zh-CN': '企业微信拒绝了请求:{code} {says}',
    'zh-TW': '企業微信拒絕了請求：{code} {says}',
    en: 'WeCom refused: {code} {says}',
  },
  wecom_unreachable: {
    status: 503,
    'zh-CN': '企业微信没有应答。渠道码已保存,可稍后重试。',
    'zh-TW': '企業微信沒有回應。管道碼已儲存，可稍後重試。',
    en: 'WeCom did not answer. The code is kept; try again later.',
  },
} as const

export const wrongStatus = {
  wrong_status: {
    status: 409,
    'zh-CN': '状态为“{status}”的渠道码不能执行“{act}”。',
    'zh-TW': '狀態為「{status}」的管道碼不能執行「{act}」。',
    en: 'A code that is “{status}” cannot take “{act}”.',
  },
} as const

export const groupCode = {
  no_such_place: notFound({
    'zh-CN': '群码落点',
    'zh-TW': '群碼落點',
    en: 'place behind the code',
  }),
  static_has_one_place: {
    status: 409,
    'zh-CN': '群死码只有一个落点,印出的就是它本身。需要轮换请新建群活码。',
    'zh-TW': '群死碼只有一個落點，印出的就是它本身。需要輪換請新建群活碼。',
    en: 'A static code is one group’s own code; for several behind it make a live code.',
  },
  other_kind_of_place: {
    status: 409,
    'zh-CN': '这个落点的类型是“{kind}”,不能改为另一种。',
    'zh-TW': '這個落點的類型是「{kind}」，不能改為另一種。',
    en: 'This place is of the kind “{kind}” and stays so.',
  },
  no_picture: {
    status: 422,
    'zh-CN': '请上传不超过 400 KB 的 PNG 或 JPEG 图片。',
    'zh-TW': '請上傳不超過 400 KB 的 PNG 或 JPEG 圖片。',
    en: 'A PNG or JPEG of at most 400 kB is needed.',
  },
  expired_already: {
    status: 422,
    'zh-CN': '失效时间必须在现在之后。',
    'zh-TW': '失效時間必須在現在之後。',
    en: 'It must not have expired already.',
  },
} as const

export const badCsv = {
  bad_csv: {
    status: 422,
    'zh-CN': '无法读取 CSV:{reason}',
    'zh-TW': '無法讀取 CSV：{reason}',
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
  ...groupCode,
}
