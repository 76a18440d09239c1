import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { NOTHING } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import type { Tone } from '../../../ui/StatusDot.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import type { Code } from '../types.ts'
import { useStaffNames } from '../use-staff-names.ts'
import { ChangeCode } from './ChangeCode.tsx'
import { WeekChart } from './WeekChart.tsx'

const TONE: Readonly<Record<Code['dutyStanding'], Tone>> = {
  duty: 'good',
  stand_in: 'warn',
  nobody: 'bad',
}

/** Who takes in newcomers now, who will, and what WeCom said about it. */
export function DutyPanel({ code }: { code: Code }) {
  const { t } = useTranslation('duty')
  const format = useFormat()
  const nameOf = useStaffNames()
  const notAllowed = useNotAllowed('entry:write')
  const [isOpen, setOpen] = useState(false)
  const { duty } = code
  const caps = Object.entries(duty?.dailyCaps ?? {})
  return (
    <Panel
      title={t('title')}
      extra={
        code.status === 'live' && (
          <ActionButton size="small" disabledReason={notAllowed} onClick={() => setOpen(true)}>
            {t('change')}
          </ActionButton>
        )
      }
    >
      {code.dutyFailure && (
        <Alert
          type="warning"
          showIcon
          title={t('failed')}
          description={code.dutyFailure}
          style={{ marginBottom: 12 }}
        />
      )}
      <Facts
        items={[
          {
            label: t('now'),
            value: (
              <StatusDot tone={TONE[code.dutyStanding]}>
                {`${code.servingUserids.map(nameOf).join('、') || NOTHING} · ${t(`standing.${code.dutyStanding}`)}`}
              </StatusDot>
            ),
          },
          {
            label: t('next'),
            value: code.dutyNextAt ? format.time(code.dutyNextAt) : t('never'),
          },
          { label: t('standIns'), value: duty?.standIns.map(nameOf).join('、') || NOTHING },
          {
            label: t('caps'),
            value:
              caps.map(([who, most]) => `${nameOf(who)} ${format.number(most)}`).join('、') ||
              NOTHING,
          },
          { label: t('balance'), value: t(`balances.${duty?.balance ?? 'any'}`) },
        ]}
      />
      {duty && duty.shifts.length > 0 ? (
        <WeekChart shifts={duty.shifts} nameOf={nameOf} />
      ) : (
        <p>{t('always')}</p>
      )}
      {code.isSingle && <p>{t('single')}</p>}
      <ChangeCode key={String(isOpen)} code={code} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Panel>
  )
}
