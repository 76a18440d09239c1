import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { STAFF_ORDERS } from '#modules/community/model/staff.ts'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Greetings } from './Greetings.tsx'
import { Syncs } from './Syncs.tsx'
import type { Staff } from './types.ts'

const SPEC = { filters: ['active'], sort: '-contacts' }

/** The members of staff: their customers, whether newcomers are greeted in time, and how far reading is. */
export function StaffPage() {
  const { t } = useTranslation('community')
  const control = useTableState(SPEC)
  const { q, filters, sort } = control.state
  const [active] = filters.active ?? []
  const input = {
    q: q || undefined,
    active: active === undefined ? undefined : active === 'yes',
    order: STAFF_ORDERS.find((order) => order === sort?.key) ?? 'contacts',
  }
  const list = useList({
    key: [['community'], 'staff', input],
    load: (cursor, signal) => api.community.listStaff({ ...input, cursor }, { signal }),
  })
  return (
    <Page title={t('staff.title')} description={t('staff.description')}>
      <Greetings />
      <DataTable
        id="staff"
        label={t('staff.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ staffUserid }) => staffUserid}
        search={t('staff.search')}
        filters={[
          {
            name: 'active',
            label: t('staff.state'),
            options: [
              { value: 'yes', label: t('staff.active') },
              { value: 'no', label: t('staff.inactive') },
            ],
          },
        ]}
        empty={
          <EmptyState
            title={t('staff.emptyTitle')}
            text={t('staff.emptyText')}
            steps={[t('staff.step1'), t('staff.step2'), t('staff.step3')]}
            action={<Link to={paths.connections()}>{t('staff.connect')}</Link>}
          />
        }
      />
      <Syncs />
    </Page>
  )
}

const SECOND_MS = 1_000

function useColumns(): Column<Staff>[] {
  const { t } = useTranslation('community')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('staff.name'),
      width: 180,
      isMain: true,
      isSortable: true,
      render: ({ name, staffUserid }) => (
        <>
          {name} <small style={{ color: 'var(--muted)' }}>{staffUserid}</small>
        </>
      ),
      text: ({ name }) => name,
    },
    {
      key: 'active',
      title: t('staff.state'),
      width: 90,
      render: ({ active }) => (
        <StatusDot tone={active ? 'good' : 'calm'}>
          {active ? t('staff.active') : t('staff.inactive')}
        </StatusDot>
      ),
      text: ({ active }) => String(active),
    },
    {
      key: 'contacts',
      title: t('staff.contacts'),
      width: 110,
      isNumber: true,
      isSortable: true,
      render: ({ contacts }) => format.number(contacts),
      text: ({ contacts }) => String(contacts),
    },
    {
      key: 'lost',
      title: t('staff.lost'),
      width: 170,
      isNumber: true,
      isSortable: true,
      render: ({ contacts, contactsLost }) => format.share(contactsLost, contacts + contactsLost),
      text: ({ contactsLost }) => String(contactsLost),
    },
    {
      key: 'sent',
      title: t('staff.greeted'),
      width: 170,
      isNumber: true,
      isSortable: true,
      render: ({ greetingsSent, greetingsMissed }) =>
        format.share(greetingsSent, greetingsSent + greetingsMissed),
      text: ({ greetingsSent }) => String(greetingsSent),
    },
    {
      key: 'missed',
      title: t('staff.missed'),
      width: 110,
      isNumber: true,
      isSortable: true,
      render: ({ greetingsMissed }) => format.number(greetingsMissed),
      text: ({ greetingsMissed }) => String(greetingsMissed),
    },
    {
      key: 'seconds',
      title: t('staff.seconds'),
      width: 120,
      isNumber: true,
      render: ({ medianGreetingSeconds }) =>
        medianGreetingSeconds === null
          ? format.duration(null)
          : format.duration(medianGreetingSeconds * SECOND_MS),
      text: ({ medianGreetingSeconds }) => String(medianGreetingSeconds ?? ''),
    },
  ]
}
