import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES } from '#modules/governance/model/roles.ts'
import type { Role } from '#modules/governance/model/roles.ts'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { RoleTable } from './RoleTable.tsx'

type Member = Awaited<ReturnType<typeof api.governance.listMembers>>['items'][number]

const SPEC = {}

export function MembersPage() {
  const { t } = useTranslation('governance')
  const control = useTableState(SPEC)
  const notAllowed = useNotAllowed('governance:write')
  const [isInviting, setInviting] = useState(false)
  const [removed, setRemoved] = useState<Member>()
  const [link, setLink] = useState<string>()
  const list = useList({
    key: [['governance'], 'members'],
    load: (cursor, signal) => api.governance.listMembers({ cursor }, { signal }),
  })
  const removing = useAct(
    (member: Member) => api.governance.removeMember({ userId: member.userId }),
    { refreshes: ['governance'], done: t('members.removed') },
  )
  return (
    <Page
      title={t('members.title')}
      description={t('members.description')}
      actions={
        <ActionButton
          type="primary"
          icon={<PlusOutlined />}
          disabledReason={notAllowed}
          onClick={() => setInviting(true)}
        >
          {t('members.invite')}
        </ActionButton>
      }
    >
      <DataTable
        id="members"
        label={t('members.title')}
        columns={useColumns(setRemoved, setLink)}
        list={list}
        control={control}
        rowKey={({ userId }) => userId}
        empty={<EmptyState title={t('members.title')} text={t('members.description')} />}
      />
      <RoleTable />
      <Invite isOpen={isInviting} onClose={() => setInviting(false)} onLink={setLink} />
      <PasswordLink link={link} onClose={() => setLink(undefined)} />
      <ConfirmDanger
        isOpen={removed !== undefined}
        title={t('members.removeTitle', { name: removed?.name ?? '' })}
        consequences={[t('members.removeNow'), t('members.removeKeeps'), t('members.removeBack')]}
        name={removed?.name ?? ''}
        verb={t('members.remove')}
        onConfirm={() => removed && removing.mutateAsync(removed)}
        onClose={() => setRemoved(undefined)}
      />
    </Page>
  )
}

function useColumns(
  onRemove: (member: Member) => void,
  onLink: (link: string) => void,
): Column<Member>[] {
  const { t } = useTranslation(['governance', 'shell'])
  const format = useFormat()
  const me = useSession()?.user?.id
  const notAllowed = useNotAllowed('governance:write')
  const changing = useAct(
    (input: { userId: string; role: Role }) => api.governance.changeRole(input),
    { refreshes: ['governance'], done: t('members.changed') },
  )
  const renewing = useAct((userId: string) => api.governance.renewInvitation({ userId }), {
    refreshes: ['governance'],
    onDone: ({ passwordUrl }) => onLink(passwordUrl),
  })
  return [
    {
      key: 'name',
      title: t('members.name'),
      width: 180,
      isMain: true,
      render: ({ name, userId }) => (userId === me ? `${name} (${t('members.you')})` : name),
      text: ({ name }) => name,
    },
    {
      key: 'email',
      title: t('login.email'),
      width: 220,
      render: ({ email }) => email,
      text: ({ email }) => email,
    },
    {
      key: 'role',
      title: t('members.role'),
      width: 150,
      render: ({ userId, role }) => (
        <Select<Role>
          size="small"
          variant="filled"
          aria-label={t('members.role')}
          style={{ width: 120 }}
          disabled={notAllowed !== undefined || userId === me}
          value={role}
          options={ROLES.map((one) => ({ value: one, label: t(`shell:role.${one}`) }))}
          onChange={(next) => changing.mutate({ userId, role: next })}
        />
      ),
      text: ({ role }) => role,
    },
    {
      key: 'status',
      title: t('members.status'),
      width: 120,
      render: ({ status }) => (
        <StatusDot tone={status === 'active' ? 'good' : 'warn'}>
          {t(`members.statuses.${status}`)}
        </StatusDot>
      ),
      text: ({ status }) => status,
    },
    {
      key: 'createdAt',
      title: t('members.since'),
      width: 150,
      render: ({ createdAt }) => format.time(createdAt),
      text: ({ createdAt }) => createdAt,
    },
    {
      key: 'act',
      title: t('members.act'),
      width: 210,
      render: (member) =>
        notAllowed === undefined &&
        member.userId !== me && (
          <>
            <Button size="small" type="text" onClick={() => renewing.mutate(member.userId)}>
              {t('members.newLink')}
            </Button>
            <Button size="small" type="text" danger onClick={() => onRemove(member)}>
              {t('members.remove')}
            </Button>
          </>
        ),
    },
  ]
}

interface InviteProps {
  isOpen: boolean
  onClose: () => void
  onLink: (link: string) => void
}

function Invite({ isOpen, onClose, onLink }: InviteProps) {
  const { t } = useTranslation(['governance', 'shell', 'kit'])
  const [form] = Form.useForm<{ email: string; name: string; role: Role }>()
  const showProblem = useFormProblem(form)
  const inviting = useAct(
    (input: { email: string; name: string; role: Role }) => api.governance.inviteMember(input),
    {
      refreshes: ['governance'],
      done: t('members.invited'),
      onRefused: showProblem,
      onDone: ({ passwordUrl }) => {
        onClose()
        if (passwordUrl) onLink(passwordUrl)
      },
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('members.invite')}
      okText={t('members.invite')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={inviting.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ role: 'operator' }}
        onFinish={(values) => inviting.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('members.name')}
          rules={[{ required: true, whitespace: true, message: t('members.nameMissing') }]}
        >
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item
          name="email"
          label={t('login.email')}
          rules={[{ required: true, type: 'email', message: t('login.emailWrong') }]}
        >
          <Input inputMode="email" />
        </Form.Item>
        <Form.Item name="role" label={t('members.role')}>
          <Select
            options={ROLES.map((role) => ({
              value: role,
              label: `${t(`shell:role.${role}`)} · ${t(`members.roles.${role}`)}`,
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function PasswordLink({ link, onClose }: { link: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('governance')
  return (
    <Modal
      open={link !== undefined}
      title={t('members.linkTitle')}
      footer={null}
      onCancel={onClose}
    >
      <Alert type="info" showIcon title={t('members.linkText')} style={{ marginBottom: 12 }} />
      <CodeSnippet code={link ?? ''} label={t('members.link')} />
    </Modal>
  )
}
