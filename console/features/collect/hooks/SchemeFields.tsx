import { Form, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import css from '../mapping/mapping.module.css'

const KINDS = ['none', 'hmac_sha256', 'md5_wrapped'] as const

/** How the sender proves that it is who it says: as its own documentation tells. */
export function SchemeFields() {
  const { t } = useTranslation('webhook')
  const kind: unknown = Form.useWatch(['scheme', 'kind'])
  return (
    <>
      <Form.Item
        name={['scheme', 'kind']}
        label={t('scheme')}
        extra={t(`schemes.${kind === 'hmac_sha256' || kind === 'md5_wrapped' ? kind : 'none'}Hint`)}
      >
        <Select options={KINDS.map((value) => ({ value, label: t(`schemes.${value}`) }))} />
      </Form.Item>
      {kind !== 'none' && (
        <Form.Item
          name={['scheme', 'header']}
          label={t('header')}
          rules={[{ required: true, whitespace: true, message: t('headerNeeded') }]}
        >
          <Input
            maxLength={60}
            spellCheck={false}
            placeholder={kind === 'md5_wrapped' ? 'event-sign' : 'x-signature'}
          />
        </Form.Item>
      )}
      {kind === 'hmac_sha256' && (
        <div className={css.line}>
          <Form.Item name={['scheme', 'encoding']} label={t('encoding')}>
            <Segmented options={['hex', 'base64']} />
          </Form.Item>
          <Form.Item name={['scheme', 'prefix']} label={t('prefix')} className={css.grow ?? ''}>
            <Input maxLength={20} placeholder="sha256=" spellCheck={false} />
          </Form.Item>
          <Form.Item
            name={['scheme', 'timestampHeader']}
            label={t('timestampHeader')}
            tooltip={t('timestampHint')}
            className={css.grow ?? ''}
          >
            <Input maxLength={60} placeholder="x-timestamp" spellCheck={false} />
          </Form.Item>
        </div>
      )}
      {kind === 'md5_wrapped' && (
        <Form.Item name={['scheme', 'id']} label={t('clientId')}>
          <Input maxLength={100} spellCheck={false} />
        </Form.Item>
      )}
    </>
  )
}
