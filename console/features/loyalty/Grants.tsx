import { Link } from '@tanstack/react-router'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATES } from '#modules/loyalty/model/grant.ts'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './loyalty.module.css'
import { Reason } from './Reason.tsx'
import type { Grant } from './types.ts'

const SPEC = { filters: ['state'] }
const TONE = { held: 'busy', redeemed: 'good', expired: 'calm', revoked: 'bad' } as const

/** Coupons in people's hands: whose, why, used on which order. */
export function Grants({ couponId }: { couponId: string }) {
  const { t } = useTranslation('loyalty')
  const control = useTableState(SPEC)
  const [revoked, setRevoked] = useState<Grant>()
  const state = STATES.find((one) => one === control.state.filters.state?.[0])
  const input = { couponId, state, code: control.state.q || undefined }
  const list = useList({
    key: [['loyalty'], 'grants', input],
    load: (cursor, signal) => api.loyalty.listGrants({ ...input, cursor }, { signal }),
  })
  return (
    <>
      <DataTable
        id="grants"
        label={t('grant.title')}
        columns={useColumns(setRevoked)}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        search={t('grant.code')}
        filters={[
          {
            name: 'state',
            label: t('grant.state'),
            options: STATES.map((one) => ({ value: one, label: t(`balance.${one}`) })),
          },
        ]}
        empty={<EmptyState title={t('grant.emptyTitle')} text={t('grant.emptyText')} />}
      />
      <Revoke key={revoked?.id} grant={revoked} onClose={() => setRevoked(undefined)} />
    </>
  )
}

function useColumns(onRevoke: (grant: Grant) => void): Column<Grant>[] {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  const notAllowed = useNotAllowed('loyalty:write')
  return [
    {
      key: 'code',
      title: t('grant.code'),
      width: 150,
      isMain: true,
      render: ({ code, state }) => (
        <code className={state === 'revoked' ? css.struck : undefined}>{code}</code>
      ),
      text: ({ code }) => code,
    },
    {
      key: 'person',
      title: t('grant.person'),
      width: 130,
      render: ({ personId }) => <PersonLink id={personId} />,
      text: ({ personId }) => personId,
    },
    {
      key: 'state',
      title: t('grant.state'),
      width: 100,
      render: ({ state }) => <StatusDot tone={TONE[state]}>{t(`balance.${state}`)}</StatusDot>,
      text: ({ state }) => state,
    },
    {
      key: 'reason',
      title: t('grant.reason'),
      width: 240,
      render: ({ reason }) => <Reason reason={reason} />,
      text: ({ reason }) => reason,
    },
    {
      key: 'order',
      title: t('grant.order'),
      width: 150,
      render: ({ orderId }) =>
        orderId ? <Link to={paths.order(orderId)}>{orderId}</Link> : NOTHING,
      text: ({ orderId }) => orderId ?? '',
    },
    {
      key: 'grantedAt',
      title: t('grant.grantedAt'),
      width: 150,
      render: ({ grantedAt }) => format.time(grantedAt),
      text: ({ grantedAt }) => grantedAt,
    },
    {
      key: 'expiresAt',
      title: t('grant.expiresAt'),
      width: 150,
      render: ({ expiresAt }) => format.time(expiresAt),
      text: ({ expiresAt }) => expiresAt,
    },
    {
      key: 'act',
      title: t('grant.act'),
      width: 90,
      render: (grant) =>
        grant.state === 'held' &&
        notAllowed === undefined && (
          <Button size="small" type="text" danger onClick={() => onRevoke(grant)}>
            {t('grant.revoke')}
          </Button>
        ),
    },
  ]
}

function Revoke({ grant, onClose }: { grant: Grant | undefined; onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'kit'])
  const [form] = Form.useForm<{ reason: string }>()
  const revoking = useAct(
    ({ reason }: { reason: string }) => api.loyalty.revokeGrant({ id: grant?.id ?? '', reason }),
    { refreshes: ['loyalty'], done: t('grant.revoked'), onDone: onClose },
  )
  return (
    <Modal
      open={grant !== undefined}
      title={t('grant.revokeTitle', { code: grant?.code ?? '' })}
      okText={t('grant.revoke')}
      okButtonProps={{ danger: true }}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={revoking.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 12 }}>{t('grant.revokeText')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => revoking.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('grant.reason')}
          rules={[{ required: true, whitespace: true, message: t('form.missing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
