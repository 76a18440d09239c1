import { AutoComplete, Form, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { useWords } from '../../profile/words.ts'
import { ConditionLines } from './ConditionLines.tsx'
import css from './mapping.module.css'
import { IdentifierLines } from './IdentifierLines.tsx'
import { PropertyLines } from './PropertyLines.tsx'
import { TimeFields } from './TimeFields.tsx'

/** Events that other systems tell of; any other name may be written. */
const OFFERED = [
  ...['order_submitted', 'order_paid', 'order_shipped', 'order_received', 'order_cancelled'],
  ...['refund_requested', 'refund_completed', 'member_joined', 'member_level_changed'],
  ...['points_earned', 'points_spent', 'coupon_received', 'coupon_redeemed', 'store_visited'],
]

/** One case of a mapping: which payloads, and what they become. */
export function CaseFields({ at, leaves }: { at: number; leaves: readonly Leaf[] }) {
  const { t } = useTranslation('webhook')
  const words = useWords()
  const place = ['mapping', 'cases', at]
  const isIgnored: unknown = Form.useWatch([...place, 'isIgnored'])
  const type: unknown = Form.useWatch([...place, 'as', 'type'])
  return (
    <>
      <ConditionLines at={at} leaves={leaves} />
      <Form.Item name={[at, 'isIgnored']} label={t('becomes')}>
        <Segmented
          options={[
            { value: false, label: t('kept') },
            { value: true, label: t('ignored') },
          ]}
        />
      </Form.Item>
      {isIgnored !== true && (
        <>
          <Form.Item name={[at, 'as', 'type']} label={t('type')}>
            <Segmented
              options={[
                { value: 'track', label: t('track') },
                { value: 'identify', label: t('identify') },
              ]}
            />
          </Form.Item>
          {type !== 'identify' && (
            <Form.Item name={[at, 'as', 'event']} label={t('event')} required>
              <AutoComplete
                options={OFFERED.map((value) => ({
                  value,
                  label: (
                    <span className={css.offer}>
                      {words.event(value)} <code>{value}</code>
                    </span>
                  ),
                }))}
                showSearch={{
                  filterOption: (typed, option) => (option?.value ?? '').includes(typed),
                }}
              >
                <Input maxLength={200} spellCheck={false} />
              </AutoComplete>
            </Form.Item>
          )}
          <IdentifierLines at={at} leaves={leaves} />
          <TimeFields at={at} leaves={leaves} />
          {type !== 'identify' && (
            <Form.Item label={t('properties')} extra={t('propertiesHint')}>
              <PropertyLines
                label={t('properties')}
                name={[at, 'as', 'properties']}
                path={[...place, 'as', 'properties']}
                leaves={leaves}
              />
            </Form.Item>
          )}
          <Form.Item label={t('attributes')} extra={t('attributesHint')}>
            <PropertyLines
              label={t('attributes')}
              name={[at, 'as', 'attributes']}
              path={[...place, 'as', 'attributes']}
              leaves={leaves}
              kinds={['field', 'constant']}
            />
          </Form.Item>
        </>
      )}
    </>
  )
}
