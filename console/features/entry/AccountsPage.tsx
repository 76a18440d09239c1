import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { RangePicker } from '../insight/RangePicker.tsx'
import { useRange } from '../insight/use-range.ts'
import { Matrix } from './Matrix.tsx'
import { NewAccount } from './NewAccount.tsx'
import { NewPost } from './NewPost.tsx'
import { Posts } from './Posts.tsx'

const CUTS = ['platform', 'account', 'post'] as const
type Cut = (typeof CUTS)[number]

/** The account matrix: what each platform, account and post brought, and what it cost. */
export function AccountsPage() {
  const { t } = useTranslation('entry')
  const { choice, choose, instants } = useRange()
  const [by, setBy] = useState<Cut>('platform')
  const [open, setOpen] = useState<'account' | 'post'>()
  const notAllowed = useNotAllowed('entry:write')
  const { from, to } = instants
  const figures = useQuery(orpc.entry.matrixFigures.queryOptions({ input: { from, to, by } }))
  const accounts = useQuery(orpc.entry.listAccounts.queryOptions({ input: { limit: 1 } }))
  const isNew = accounts.data?.items.length === 0
  const close = () => setOpen(undefined)
  const actions = (
    <>
      <ActionButton disabledReason={notAllowed} onClick={() => setOpen('account')}>
        {t('account.create')}
      </ActionButton>
      <ActionButton
        type="primary"
        icon={<PlusOutlined />}
        disabledReason={notAllowed ?? (isNew ? t('post.accountFirst') : undefined)}
        onClick={() => setOpen('post')}
      >
        {t('post.create')}
      </ActionButton>
    </>
  )
  return (
    <Page
      title={t('matrix.title')}
      description={t('matrix.description')}
      asOf={figures.data?.asOf}
      actions={actions}
    >
      {isNew ? (
        <EmptyState
          title={t('matrix.emptyTitle')}
          text={t('matrix.emptyText')}
          steps={[t('matrix.emptyStep1'), t('matrix.emptyStep2'), t('matrix.emptyStep3')]}
          action={actions}
        />
      ) : (
        <>
          <RangePicker choice={choice} onChoose={choose} />
          <Panel
            title={t('matrix.figures')}
            isFlush
            extra={
              <Segmented<Cut>
                value={by}
                options={CUTS.map((cut) => ({ value: cut, label: t(`matrix.by.${cut}`) }))}
                onChange={setBy}
              />
            }
          >
            <Loaded query={figures}>{(found) => <Matrix figures={found} by={by} />}</Loaded>
          </Panel>
          <Posts />
        </>
      )}
      <NewAccount isOpen={open === 'account'} onClose={close} />
      <NewPost isOpen={open === 'post'} onClose={close} />
    </Page>
  )
}
