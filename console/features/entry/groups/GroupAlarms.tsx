import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { GroupCode } from './types.ts'
import css from './groups.module.css'

const GRAVE: ReadonlySet<GroupCode['alarms'][number]['kind']> = new Set(['full', 'expired'])

/** What threatens the code, and what to do about it. */
export function GroupAlarms({ alarms }: { alarms: GroupCode['alarms'] }) {
  const { t } = useTranslation('groupCode')
  if (alarms.length === 0) return null
  return (
    <div className={css.alarms}>
      {alarms.map(({ kind }) => (
        <Alert
          key={kind}
          type={GRAVE.has(kind) ? 'error' : 'warning'}
          showIcon
          title={t(`alarm.${kind}`)}
          description={t(`alarmSays.${kind}`)}
        />
      ))}
    </div>
  )
}
