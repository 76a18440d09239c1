import type { RawBuilder } from 'kysely'
import type { Locale, Says } from '#kernel/locale.ts'
import type { Runtime } from '#platform/runtime.ts'
import { claimNotice, nextNoticeAt } from '../store/notices.ts'
import { settleAfter } from './notices.ts'
import { NotTaken } from './post.ts'

/** A notice as a letter to whoever watches over the data. */
export interface AlarmMail {
  id: string
  workspaceId: string
  to: string
  subject: string
  text: string
}

export const nextAlarmMailAt: RawBuilder<Date | null> = nextNoticeAt('email')

const WORDS = {
  opened: {
    'zh-CN': 'Siyu 数据告警:{n} 条',
    'zh-TW': 'Siyu 資料告警：{n} 則',
    en: 'Siyu data alarms: {n}',
  },
  closed: {
    'zh-CN': 'Siyu 数据告警已恢复:{n} 条',
    'zh-TW': 'Siyu 資料告警已恢復：{n} 則',
    en: 'Siyu data alarms that are over: {n}',
  },
  test: {
    'zh-CN': 'Siyu 数据告警:测试邮件',
    'zh-TW': 'Siyu 資料告警：測試信',
    en: 'Siyu data alarms: a test',
  },
} as const

interface Body {
  locale: Locale
  /** of what is no data alarm */
  subject?: Says
  more: number
  alarms: { says: Says; causes: { says: Says }[]; url: string }[]
}

/**
 * One mail that is due, if any. Whoever owns the mail server sends it: it did not arrive if `send`
 * answers why not, and is then tried again as a webhook is.
 */
export async function mailAlarm(
  rt: Runtime,
  send: (mail: AlarmMail) => Promise<string | undefined>,
): Promise<number> {
  const notice = await claimNotice(rt.database.db, 'email', rt.clock.now())
  if (!notice) return 0
  const { locale, more, alarms, subject: own } = notice.body as unknown as Body
  const subject = (own ?? WORDS[notice.about])[locale].replace('{n}', String(alarms.length + more))
  const lines = alarms.map(({ says, causes, url }) =>
    [says[locale], ...causes.map((cause) => `  · ${cause.says[locale]}`), `  ${url}`].join('\n'),
  )
  const text = [...lines, ...(more > 0 ? [`+ ${more}`] : [])].join('\n\n') || subject
  const { id, workspace_id: workspaceId, address: to } = notice
  await settleAfter(rt.ctx(workspaceId), notice, async () => {
    const problem = await send({ id, workspaceId, to, subject, text })
    if (problem !== undefined) throw new NotTaken(problem)
  })
  return 1
}
