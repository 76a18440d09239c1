/** What governance refuses, and in which words. */
export const SIGN_IN = {
  wrong_login: {
    status: 401,
    en: 'Email or password is wrong.',
    'zh-CN': '邮箱或密码不正确。',
    'zh-TW': '電子郵件或密碼不正確。',
  },
  too_many_attempts: {
    status: 429,
    en: 'Too many failed sign-ins. Try again in {retryAfterSeconds} seconds.',
    'zh-CN': '登录失败次数过多,请在 {retryAfterSeconds} 秒后重试。',
    'zh-TW': '登入失敗次數過多，請在 {retryAfterSeconds} 秒後重試。',
  },
  foreign_page: {
    status: 403,
    en: 'This page may not sign people in.',
    'zh-CN': '该页面不能发起登录。',
    'zh-TW': '此頁面不能發起登入。',
  },
} as const

export const PASSWORD = {
  wrong_password: {
    status: 403,
    en: 'The current password is wrong.',
    'zh-CN': '当前密码不正确。',
    'zh-TW': '目前密碼不正確。',
  },
  people_only: {
    status: 403,
    en: 'Only a signed-in person can do this, not a key.',
    'zh-CN': '只有登录的成员可以执行此操作,密钥不行。',
    'zh-TW': '只有登入的成員可以執行此操作，金鑰不行。',
  },
  link_used_up: {
    status: 410,
    en: 'This link was used or is too old. Ask an admin for a new one.',
    'zh-CN': '链接已使用或已过期,请联系管理员重新生成。',
    'zh-TW': '連結已使用或已過期，請聯絡管理員重新產生。',
  },
} as const

export const INSTALLATION_ONLY = {
  installation_only: {
    status: 403,
    en: 'Only an owner of this installation, or a key of scope *, may do this.',
    'zh-CN': '只有本系统的所有者或权限为 * 的密钥可以执行此操作。',
    'zh-TW': '只有本系統的擁有者或權限為 * 的金鑰可以執行此操作。',
  },
} as const

export const MEMBER = {
  no_such_member: {
    status: 404,
    en: 'There is no such member.',
    'zh-CN': '没有这个成员。',
    'zh-TW': '沒有這個成員。',
  },
  already_member: {
    status: 409,
    en: 'This person is a member already.',
    'zh-CN': '此人已经是成员。',
    'zh-TW': '此人已經是成員。',
  },
  last_admin: {
    status: 409,
    en: 'A workspace keeps at least one admin. Make somebody else admin first.',
    'zh-CN': '工作区至少保留一名管理员,请先指定其他管理员。',
    'zh-TW': '工作區至少保留一名管理員，請先指定其他管理員。',
  },
} as const

export const KEY = {
  no_such_key: {
    status: 404,
    en: 'There is no such key.',
    'zh-CN': '没有这个密钥。',
    'zh-TW': '沒有這個金鑰。',
  },
  beyond_your_own: {
    status: 403,
    en: 'You cannot give the scope “{scope}”: you do not hold it yourself.',
    'zh-CN': '不能授予权限“{scope}”:你自己没有该权限。',
    'zh-TW': '不能授予權限「{scope}」：你自己沒有此權限。',
  },
} as const

export const CLOCK = {
  clock_is_real: {
    status: 409,
    en: 'Time is real here. Start with --clock virtual to move it.',
    'zh-CN': '当前使用真实时间。请用 --clock virtual 启动后再调整。',
    'zh-TW': '目前使用真實時間。請用 --clock virtual 啟動後再調整。',
  },
  clock_goes_forward: {
    status: 409,
    en: 'Time only goes forward: it is {now} now.',
    'zh-CN': '时间只能向前:现在是 {now}。',
    'zh-TW': '時間只能向前：現在是 {now}。',
  },
} as const
