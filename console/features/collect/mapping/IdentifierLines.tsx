import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { IDENTIFIER_KINDS } from '#kernel/identifier-kind.ts'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import css from './mapping.module.css'
import { Lines } from './Lines.tsx'
import { PathInput } from './PathInput.tsx'

const MOST = 10

/** Whom a payload names. The first that is there is the actor; the others are evidence beside it. */
export function IdentifierLines({ at, leaves }: { at: number; leaves: readonly Leaf[] }) {
  const { t } = useTranslation(['webhook', 'identity'])
  return (
    <Form.Item label={t('webhook:who')} extra={t('webhook:whoHint')} required>
      <Lines
        name={[at, 'as', 'identifiers']}
        label={t('webhook:who')}
        most={MOST}
        add={t('webhook:addWho')}
        begins={{ kind: 'phone', path: '' }}
      >
        {(name) => (
          <>
            <Form.Item name={[name, 'kind']} noStyle>
              <Select
                aria-label={t('webhook:kind')}
                className={css.medium ?? ''}
                options={IDENTIFIER_KINDS.map((value) => ({
                  value,
                  label: t(`identity:kind.${value}`),
                }))}
              />
            </Form.Item>
            <Form.Item name={[name, 'path']} noStyle>
              <PathInput label={t('webhook:path')} leaves={leaves} />
            </Form.Item>
            <Form.Item name={[name, 'scope']} noStyle>
              <Input
                className={css.medium ?? ''}
                aria-label={t('webhook:scope')}
                placeholder={t('webhook:scope')}
                maxLength={100}
              />
            </Form.Item>
          </>
        )}
      </Lines>
    </Form.Item>
  )
}
