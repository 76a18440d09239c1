import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { COUPON_ACTS } from '#modules/loyalty/model/coupon.ts'
import type { CouponAct } from '#modules/loyalty/model/coupon.ts'
import { api, orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { Balances } from './Balances.tsx'
import { ChangeStock } from './ChangeStock.tsx'
import { CouponStatus } from './CouponStatus.tsx'
import { Entries } from './Entries.tsx'
import { GrantByHand } from './GrantByHand.tsx'
import { Grants } from './Grants.tsx'
import type { Coupon } from './types.ts'
import { useValue } from './use-value.ts'

export function CouponPage() {
  const { id = '' } = useParams({ strict: false })
  const coupon = useQuery(orpc.loyalty.getCoupon.queryOptions({ input: { id } }))
  return <Loaded query={coupon}>{(found) => <One coupon={found} />}</Loaded>
}

function One({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  const value = useValue()
  const notAllowed = useNotAllowed('loyalty:write')
  const [open, setOpen] = useState<'stock' | 'grant' | 'end'>()
  const close = () => setOpen(undefined)
  const { id, name, status } = coupon
  const moving = useAct((act: CouponAct) => api.loyalty.moveCoupon({ id, act }), {
    refreshes: ['loyalty'],
    done: t('acts.done'),
  })
  const possible = COUPON_ACTS.filter((act) => !['refused', 'no_change'].includes(coupon.acts[act]))
  return (
    <Page
      title={name}
      back={<Link to={paths.coupons()}>{t('list.title')}</Link>}
      badge={<CouponStatus status={status} />}
      actions={
        <>
          {status === 'live' && (
            <ActionButton
              type="primary"
              disabledReason={notAllowed}
              onClick={() => setOpen('grant')}
            >
              {t('grant.byHand')}
            </ActionButton>
          )}
          {status !== 'ended' && (
            <ActionButton disabledReason={notAllowed} onClick={() => setOpen('stock')}>
              {t('stock.title')}
            </ActionButton>
          )}
          {possible.map((act) => (
            <ActionButton
              key={act}
              danger={act === 'end'}
              disabledReason={notAllowed}
              onClick={() => (act === 'end' ? setOpen('end') : moving.mutate(act))}
            >
              {t(`acts.${act}`)}
            </ActionButton>
          ))}
        </>
      }
    >
      <Panel title={t('balance.title')}>
        <Balances coupon={coupon} />
      </Panel>
      <Panel title={t('about')}>
        <Facts
          items={[
            { label: t('list.value'), value: value(coupon) },
            { label: t('list.kind'), value: t(`kind.${coupon.kind}`) },
            { label: t('form.limit'), value: format.number(coupon.limitPerPerson) },
            {
              label: t('form.valid'),
              value: coupon.validUntil
                ? t('validUntil', { time: format.time(coupon.validUntil) })
                : t('validDays', { days: coupon.validDays ?? 0 }),
            },
            { label: t('form.refundRule'), value: t(`form.refundRules.${coupon.refundRule}`) },
            { label: t('list.created'), value: format.time(coupon.createdAt) },
            { label: t('form.description'), value: coupon.description || NOTHING },
          ]}
        />
      </Panel>
      <Tabs
        items={[
          { key: 'grants', label: t('grant.title'), children: <Grants couponId={id} /> },
          { key: 'ledger', label: t('ledger.title'), children: <Entries couponId={id} /> },
        ]}
      />
      <ChangeStock coupon={coupon} isOpen={open === 'stock'} onClose={close} />
      <GrantByHand couponId={id} isOpen={open === 'grant'} onClose={close} />
      <ConfirmDanger
        isOpen={open === 'end'}
        title={t('end.title')}
        consequences={[
          t('end.granting'),
          t('end.held', { held: format.number(coupon.balances.held) }),
          t('end.forEver'),
        ]}
        name={name}
        verb={t('acts.end')}
        onConfirm={() => moving.mutateAsync('end')}
        onClose={close}
      />
    </Page>
  )
}
