import { AppstoreOutlined, PlusOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { JOURNEY_STATES, STATE_SAYS } from '#modules/journey/model/lifecycle.ts'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useBegin } from '../../table/use-begin.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { JourneyState } from './JourneyState.tsx'
import { Playbooks } from './Playbooks.tsx'
import type { JourneyRow } from './types.ts'

const SPEC = { filters: ['state'], sort: '-updatedAt' }

export function JourneysPage() {
  const { t } = useTranslation('journey')
  const say = useSays()
  const control = useTableState(SPEC)
  const [open, setOpen] = useState<'new' | 'playbooks' | undefined>()
  const notAllowed = useNotAllowed('journey:write')
  useBegin(() => setOpen('new'), notAllowed)
  const { q, filters, sort } = control.state
  const state = JOURNEY_STATES.find((one) => one === filters.state?.[0])
  const input = {
    q: q || undefined,
    state,
    sort: sort?.key === 'name' ? ('name' as const) : ('newest' as const),
  }
  const list = useList({
    key: [['journey'], 'list', input],
    load: (cursor, signal) => api.journey.listJourneys({ ...input, cursor }, { signal }),
  })
  const columns = useColumns()
  const actions = (
    <>
      <ActionButton
        icon={<AppstoreOutlined />}
        disabledReason={notAllowed}
        onClick={() => setOpen('playbooks')}
      >
        {t('list.fromPlaybook')}
      </ActionButton>
      <ActionButton
        type="primary"
        icon={<PlusOutlined />}
        disabledReason={notAllowed}
        onClick={() => setOpen('new')}
      >
        {t('list.create')}
      </ActionButton>
    </>
  )
  return (
    <Page title={t('list.title')} description={t('list.description')} actions={actions}>
      <DataTable
        id="journeys"
        label={t('list.title')}
        columns={columns}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        rowTo={({ id }) => paths.journey(id)}
        search={t('list.search')}
        filters={[
          {
            name: 'state',
            label: t('list.state'),
            options: JOURNEY_STATES.map((one) => ({ value: one, label: say(STATE_SAYS[one]) })),
          },
        ]}
        empty={
          <EmptyState
            title={t('list.emptyTitle')}
            text={t('list.emptyText')}
            steps={[t('list.emptyStep1'), t('list.emptyStep2'), t('list.emptyStep3')]}
            action={actions}
          />
        }
      />
      <Playbooks isOpen={open === 'playbooks'} onClose={() => setOpen(undefined)} />
      <NewJourney isOpen={open === 'new'} onClose={() => setOpen(undefined)} />
    </Page>
  )
}

function useColumns(): Column<JourneyRow>[] {
  const { t } = useTranslation('journey')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('list.name'),
      width: 280,
      isMain: true,
      isSortable: true,
      render: ({ id, name }) => <Link to={paths.journey(id)}>{name}</Link>,
      text: ({ name }) => name,
    },
    {
      key: 'state',
      title: t('list.state'),
      width: 110,
      render: ({ state }) => <JourneyState state={state} />,
      text: ({ state }) => state,
    },
    {
      key: 'entered',
      title: t('list.entered'),
      width: 100,
      isNumber: true,
      render: ({ numbers }) => format.number(numbers.entered),
      text: ({ numbers }) => String(numbers.entered),
    },
    {
      key: 'active',
      title: t('list.active'),
      width: 100,
      isNumber: true,
      render: ({ numbers }) => format.number(numbers.active),
      text: ({ numbers }) => String(numbers.active),
    },
    {
      key: 'goal',
      title: t('list.goal'),
      width: 170,
      isNumber: true,
      render: ({ numbers }) => format.share(numbers.reachedGoal, numbers.entered),
      text: ({ numbers }) => String(numbers.reachedGoal),
    },
    {
      key: 'version',
      title: t('list.version'),
      width: 90,
      isNumber: true,
      render: ({ version }) => (version === null ? t('list.unpublished') : `v${version}`),
      text: ({ version }) => String(version ?? ''),
    },
    {
      key: 'updatedAt',
      title: t('list.updated'),
      width: 160,
      render: ({ updatedAt }) => format.time(updatedAt),
      text: ({ updatedAt }) => updatedAt,
    },
  ]
}

function NewJourney({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['journey', 'kit'])
  const navigate = useNavigate()
  const [form] = Form.useForm<{ name: string }>()
  const showProblem = useFormProblem(form)
  const creating = useAct((input: { name: string }) => api.journey.createJourney(input), {
    refreshes: ['journey'],
    onRefused: showProblem,
    onDone: ({ id }) => void navigate({ to: paths.journey(id) }),
  })
  return (
    <Modal
      open={isOpen}
      title={t('list.create')}
      okText={t('list.draw')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={creating.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(values) => creating.mutate(values)}>
        <Form.Item
          name="name"
          label={t('list.name')}
          extra={t('list.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('list.nameMissing') }]}
        >
          <Input autoFocus maxLength={100} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
