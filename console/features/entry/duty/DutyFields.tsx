import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { StaffPicker } from '../StaffPicker.tsx'
import css from './duty.module.css'
import { HoursField, USUAL_HOURS } from './HoursField.tsx'
import type { Duty, Hours } from './types.ts'

/** What the form holds of a duty. */
export interface DutyValues {
  shifts?: { hours: Hours; staff: string[] }[]
  caps?: { staff: string[]; most: number }[]
  standIns?: string[]
  balance?: Duty['balance']
}

/** `undefined` when nothing deviates from “the staff is always on duty”. */
export function dutyOf(values: DutyValues, timeZone: string): Duty | undefined {
  const { shifts = [], caps = [], standIns = [], balance = 'any' } = values
  if (shifts.length + caps.length + standIns.length === 0 && balance === 'any') return undefined
  return {
    ...{ timeZone, standIns, balance },
    shifts: shifts.map(({ hours, staff }) => ({ ...hours, staff })),
    dailyCaps: Object.fromEntries(
      caps.flatMap(({ staff, most }) => staff.map((userid) => [userid, most])),
    ),
  }
}

export function valuesOf(duty: Duty | null): DutyValues {
  if (!duty) return { balance: 'any' }
  const byCap = Map.groupBy(Object.entries(duty.dailyCaps), ([, most]) => most)
  return {
    shifts: duty.shifts.map(({ staff, ...hours }) => ({ hours, staff })),
    caps: [...byCap].map(([most, all]) => ({ most, staff: all.map(([userid]) => userid) })),
    ...{ standIns: duty.standIns, balance: duty.balance },
  }
}

/** Who serves a code when, how many a day, who stands in, and how they share. Stands under `duty`. */
export function DutyFields() {
  const { t } = useTranslation('duty')
  return (
    <>
      <Form.Item label={t('shifts')} extra={t('shiftsHint')}>
        <Form.List name={['duty', 'shifts']}>
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div className={css.row} key={key}>
                  <Form.Item name={[name, 'hours']} label={t('hours')}>
                    <HoursField />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'staff']}
                    label={t('staff')}
                    rules={[{ required: true, message: t('staffMissing') }]}
                  >
                    <StaffPicker />
                  </Form.Item>
                  <Remove onClick={() => remove(name)} label={t('removeShift')} />
                </div>
              ))}
              <Button
                icon={<PlusOutlined />}
                onClick={() => add({ hours: USUAL_HOURS, staff: [] })}
              >
                {t('addShift')}
              </Button>
            </>
          )}
        </Form.List>
      </Form.Item>
      <Form.Item label={t('caps')} extra={t('capsHint')}>
        <Form.List name={['duty', 'caps']}>
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div className={css.cap} key={key}>
                  <Form.Item
                    name={[name, 'staff']}
                    rules={[{ required: true, message: t('staffMissing') }]}
                  >
                    <StaffPicker />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'most']}
                    rules={[{ required: true, message: t('mostMissing') }]}
                  >
                    <InputNumber
                      min={1}
                      max={100_000}
                      precision={0}
                      aria-label={t('most')}
                      suffix={t('aDay')}
                    />
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('removeCap')}
                    onClick={() => remove(name)}
                  />
                </div>
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add({ staff: [], most: 50 })}>
                {t('addCap')}
              </Button>
            </>
          )}
        </Form.List>
      </Form.Item>
      <Form.Item name={['duty', 'standIns']} label={t('standIns')} extra={t('standInsHint')}>
        <StaffPicker />
      </Form.Item>
      <Form.Item name={['duty', 'balance']} label={t('balance')}>
        <Radio.Group
          options={(['any', 'even'] as const).map((one) => ({
            value: one,
            label: t(`balances.${one}`),
          }))}
        />
      </Form.Item>
    </>
  )
}

function Remove({ onClick, label }: { onClick: () => void; label: string }) {
  return (
    <Button
      type="text"
      className={css.remove}
      icon={<DeleteOutlined />}
      aria-label={label}
      onClick={onClick}
    />
  )
}
