import type { Says } from '#kernel/locale.ts'
import type { GroupCodeAlarm } from './group-code.ts'

/** How operators are told of a group code, away from the console. */
export const SUBJECT = {
  opened: {
    'zh-CN': 'Siyu 群码需要处理:{n} 条',
    'zh-TW': 'Siyu 群碼需要處理：{n} 則',
    en: 'Siyu group codes that need you: {n}',
  },
  ended: {
    'zh-CN': 'Siyu 群码已恢复:{n} 条',
    'zh-TW': 'Siyu 群碼已恢復：{n} 則',
    en: 'Siyu group codes that are fine again: {n}',
  },
} as const satisfies Record<string, Says>

const SAYS: Readonly<Record<GroupCodeAlarm, Says>> = {
  full: {
    'zh-CN': '群码“{name}”:已没有群可进,扫码的人被带到备用入口。',
    'zh-TW': '群碼「{name}」：已沒有群組可進，掃碼的人被帶到備用入口。',
    en: 'Group code “{name}”: no group has room; whoever scans is led to the fallback.',
  },
  fills_soon: {
    'zh-CN': '群码“{name}”:按最近 7 天的速度,两天内可能满。',
    'zh-TW': '群碼「{name}」：依最近 7 天的速度，兩天內可能滿。',
    en: 'Group code “{name}”: at the pace of the last 7 days it may be full within two days.',
  },
  expires_soon: {
    'zh-CN': '群码“{name}”:正在用的码两天内过期,后面没有别的群接上。',
    'zh-TW': '群碼「{name}」：正在用的碼兩天內過期，後面沒有別的群組接上。',
    en: 'Group code “{name}”: the code in use expires within two days and nothing stands behind it.',
  },
  expired: {
    'zh-CN': '群码“{name}”:上传的群码已过期,扫码的人进不去。',
    'zh-TW': '群碼「{name}」：上傳的群碼已過期，掃碼的人進不去。',
    en: 'Group code “{name}”: the uploaded code has expired; whoever scans cannot join.',
  },
  gone: {
    'zh-CN': '群码“{name}”:背后有群已经解散。',
    'zh-TW': '群碼「{name}」：背後有群組已經解散。',
    en: 'Group code “{name}”: a group behind it was dismissed.',
  },
}

export const alarmSays = (kind: GroupCodeAlarm, name: string): Says => {
  const says = SAYS[kind]
  const fill = (text: string) => text.replace('{name}', name)
  return { 'zh-CN': fill(says['zh-CN']), 'zh-TW': fill(says['zh-TW']), en: fill(says.en) }
}
