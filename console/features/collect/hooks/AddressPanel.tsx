import { App, Form, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scheme } from '#modules/collect/model/hook-signature.ts'
import { api } from '../../../api/client.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { CodeSnippet } from '../../../ui/CodeSnippet.tsx'
import { ConfirmDanger } from '../../../ui/ConfirmDanger.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { NOTHING } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import type { Hook } from './hook.ts'
import css from '../mapping/mapping.module.css'
import { tryIt } from './scheme.ts'
import { SchemeFields } from './SchemeFields.tsx'

/** Where the sender sends, how it signs, what it hears, and ending it. */
export function AddressPanel({ hook, scheme }: { hook: Hook; scheme: Scheme }) {
  const { t } = useTranslation('webhook')
  const format = useFormat()
  const { modal } = App.useApp()
  const refused = useNotAllowed('collect:write')
  const [isRevoking, setRevoking] = useState(false)
  const { id, keyId, name, url, revokedAt, lastBadSignatureAt, lastIgnoredAt, createdAt } = hook
  const rotate = useAct(() => api.collect.rotateHookSecret({ id }), {
    refreshes: ['collect'],
    onDone: ({ secret }) =>
      void modal.warning({
        title: t('newSecret'),
        content: <CodeSnippet label={t('secret')} code={secret} />,
        width: 560,
      }),
  })
  const revoke = useAct(() => api.collect.revokeWriteKey({ id: keyId }), {
    refreshes: ['collect'],
    done: t('revokedDone'),
  })
  const why = refused ?? (revokedAt ? t('states.revoked') : undefined)
  const when = (at: string | null) => (at ? format.time(at, 'second') : NOTHING)
  return (
    <div className={css.pair}>
      <div className={css.column}>
        <Panel title={t('tabs.address')}>
          <div className={css.column}>
            <CodeSnippet label={t('url')} code={url} />
            <p className={css.muted}>{t('urlHint')}</p>
            <div>
              <SchemeFields />
              <Form.Item name="answer" label={t('answer')} extra={t('answerHint')}>
                <Input
                  maxLength={1_000}
                  placeholder='{"code":0,"msg":"success"}'
                  spellCheck={false}
                />
              </Form.Item>
            </div>
          </div>
        </Panel>
      </div>
      <div className={css.aside}>
        <Panel title={t('seen')}>
          <Facts
            items={[
              { label: t('lastBadSignature'), value: when(lastBadSignatureAt) },
              { label: t('lastIgnored'), value: when(lastIgnoredAt) },
              { label: t('created'), value: when(createdAt) },
            ]}
          />
        </Panel>
        <Panel title={t('try')}>
          <CodeSnippet label="sh" code={tryIt(url, scheme)} />
        </Panel>
        <Panel title={t('secret')}>
          <div className={css.acts}>
            <Popconfirm
              title={t('rotateTitle')}
              disabled={why !== undefined}
              onConfirm={() => rotate.mutate(undefined)}
            >
              <ActionButton disabledReason={why} loading={rotate.isPending}>
                {t('rotate')}
              </ActionButton>
            </Popconfirm>
            <ActionButton danger disabledReason={why} onClick={() => setRevoking(true)}>
              {t('revoke')}
            </ActionButton>
          </div>
        </Panel>
      </div>
      <ConfirmDanger
        isOpen={isRevoking}
        title={t('revokeTitle', { name })}
        consequences={[t('revokeWill1'), t('revokeWill2')]}
        name={name}
        verb={t('revoke')}
        onConfirm={() => revoke.mutateAsync(undefined)}
        onClose={() => setRevoking(false)}
      />
    </div>
  )
}
