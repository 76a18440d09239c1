import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { GROUP_ORDERS, PURPOSES } from '#modules/community/model/group.ts'
import type { Purpose } from '#modules/community/model/group.ts'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useGo } from '../../ui/use-go.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { Syncs } from './Syncs.tsx'
import type { CustomerGroup } from './types.ts'

const SPEC = { filters: ['purpose', 'state'], sort: '-made' }

/** Customer groups: how full, who comes and goes, and what each is for. */
export function GroupsPage() {
  const { t } = useTranslation('community')
  const go = useGo()
  const control = useTableState(SPEC)
  const { q, filters, sort } = control.state
  const notAllowed = useNotAllowed('entry:write')
  const input = {
    q: q || undefined,
    purpose: ([...PURPOSES, 'none'] as const).find((one) => one === filters.purpose?.[0]),
    dismissed: filters.state?.[0] === 'dismissed' ? true : undefined,
    order: GROUP_ORDERS.find((order) => order === sort?.key) ?? 'made',
  }
  const list = useList({
    key: [['community'], 'groups', input],
    load: (cursor, signal) => api.community.listCustomerGroups({ ...input, cursor }, { signal }),
  })
  return (
    <Page
      title={t('group.title')}
      description={t('group.description')}
      actions={
        <ActionButton
          disabledReason={notAllowed}
          onClick={() => go(`${paths.groupCodes()}?create=1`)}
        >
          {t('group.makeCode')}
        </ActionButton>
      }
    >
      <DataTable
        id="groups"
        label={t('group.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ chatId }) => chatId}
        search={t('group.search')}
        filters={[
          {
            name: 'purpose',
            label: t('group.purpose'),
            options: [
              ...PURPOSES.map((one) => ({ value: one, label: t(`group.purposes.${one}`) })),
              { value: 'none', label: t('group.noPurpose') },
            ],
          },
          {
            name: 'state',
            label: t('group.state'),
            options: [
              { value: 'lasting', label: t('group.lasting') },
              { value: 'dismissed', label: t('group.dismissed') },
            ],
          },
        ]}
        empty={
          <EmptyState
            title={t('group.emptyTitle')}
            text={t('group.emptyText')}
            steps={[t('group.step1'), t('group.step2'), t('group.step3')]}
            action={<Link to={paths.connections()}>{t('group.connect')}</Link>}
          />
        }
      />
      <Syncs />
    </Page>
  )
}

function useColumns(): Column<CustomerGroup>[] {
  const { t } = useTranslation('community')
  const format = useFormat()
  const number = (key: 'customers' | 'joined' | 'left', of: (group: CustomerGroup) => number) => ({
    ...{ key, title: t(`group.${key}`), width: 110, isNumber: true, isSortable: true },
    render: (group: CustomerGroup) => format.number(of(group)),
    text: (group: CustomerGroup) => String(of(group)),
  })
  return [
    {
      key: 'name',
      title: t('group.name'),
      width: 220,
      isMain: true,
      render: ({ name }) => name || t('group.unnamed'),
      text: ({ name, chatId }) => name || chatId,
    },
    {
      key: 'owner',
      title: t('group.owner'),
      width: 130,
      render: ({ ownerName, ownerUserid }) => ownerName || ownerUserid || NOTHING,
      text: ({ ownerUserid }) => ownerUserid ?? '',
    },
    number('customers', ({ customers }) => customers),
    number('joined', ({ joined7d }) => joined7d),
    number('left', ({ left7d }) => left7d),
    {
      key: 'purpose',
      title: t('group.purpose'),
      width: 150,
      render: (group) => <PurposeOf group={group} />,
      text: ({ purpose }) => purpose ?? '',
    },
    {
      key: 'made',
      title: t('group.made'),
      width: 150,
      isSortable: true,
      render: ({ madeAt }) => (madeAt ? format.time(madeAt) : NOTHING),
      text: ({ madeAt }) => madeAt ?? '',
    },
  ]
}

function PurposeOf({ group }: { group: CustomerGroup }) {
  const { t } = useTranslation('community')
  const notAllowed = useNotAllowed('community:write')
  const { chatId, name, purpose } = group
  const saving = useAct(
    (next: Purpose | null) => api.community.setGroupPurpose({ chatId, purpose: next }),
    { refreshes: ['community'], done: t('group.saved') },
  )
  return (
    <Select<Purpose | null>
      size="small"
      style={{ width: '100%' }}
      aria-label={t('group.setPurpose', { name: name || chatId })}
      value={purpose}
      placeholder={t('group.noPurpose')}
      disabled={notAllowed !== undefined}
      allowClear
      loading={saving.isPending}
      options={PURPOSES.map((one) => ({ value: one, label: t(`group.purposes.${one}`) }))}
      onChange={(next) => saving.mutate(next ?? null)}
    />
  )
}
