import { Form, InputNumber, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IdentifierKind } from '#kernel/identifier-kind.ts'
import { Panel } from '../../ui/Panel.tsx'
import css from './identity.module.css'
import type { Rules } from './rules.ts'

const MOST = 1_000

/** How many of each kind one person may have; a row that WeChat fixes can only be read. */
export function LimitTable({ rules: { kinds } }: { rules: Rules }) {
  const { t } = useTranslation('identity')
  return (
    <Panel title={t('rules.limits')} isFlush>
      <div className={css.scroll}>
        <table className={css.rules}>
          <thead>
            <tr>
              <th scope="col">{t('page.kind')}</th>
              <th scope="col">{t('rules.perPerson')}</th>
              <th scope="col">{t('rules.outright')}</th>
              <th scope="col">{t('rules.weight')}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ kind, weight, shipped, isFixed }) => (
              <tr key={kind}>
                <th scope="row">
                  {t(`kind.${kind}`)} {isFixed && <Tag variant="filled">{t('rules.fixed')}</Tag>}
                </th>
                {(['perPerson', 'outright'] as const).map((which) => (
                  <td key={which}>
                    <Limit kind={kind} which={which} shipped={shipped[which]} isFixed={isFixed} />
                  </td>
                ))}
                <td>{weight}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

interface LimitProps {
  kind: IdentifierKind
  which: 'perPerson' | 'outright'
  shipped: number
  isFixed: boolean
}

function Limit({ kind, which, shipped, isFixed }: LimitProps) {
  const { t } = useTranslation('identity')
  return (
    <Form.Item
      name={['limits', kind, which]}
      style={{ margin: 0 }}
      dependencies={[['limits', kind, 'perPerson']]}
      rules={[
        { required: true, message: t('rules.number') },
        ({ getFieldValue }) => ({
          validator: (_, value: number) =>
            which === 'outright' && value < Number(getFieldValue(['limits', kind, 'perPerson']))
              ? Promise.reject(new Error(t('rules.notLess')))
              : Promise.resolve(),
        }),
      ]}
    >
      <InputNumber
        min={1}
        max={MOST}
        precision={0}
        disabled={isFixed}
        placeholder={String(shipped)}
        aria-label={`${t(`kind.${kind}`)} ${t(`rules.${which}`)}`}
      />
    </Form.Item>
  )
}
