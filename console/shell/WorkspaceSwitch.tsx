import { DownOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery, useSession, useWorkspace } from '../api/session.ts'
import { chooseWorkspace } from '../api/workspace.ts'
import { paths } from '../paths.ts'
import css from './TopBar.module.css'

export function WorkspaceSwitch() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  if (!session || !workspace) return null

  const choose = async (id: string) => {
    if (id === workspace.id) return
    chooseWorkspace(id)
    // What was read in one workspace must never be seen in another; a person's page has no twin there.
    queryClient.removeQueries({
      predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
    })
    await navigate({ to: paths.home() })
  }

  if (session.workspaces.length === 1)
    return <span className={`${css.workspace} ${css.workspaceName}`}>{workspace.name}</span>
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [workspace.id],
        items: session.workspaces.map(({ id, name }) => ({ key: id, label: name })),
        onClick: ({ key }) => void choose(key),
      }}
    >
      <Button
        type="text"
        className={css.workspace ?? ''}
        aria-label={t('workspaceNow', { name: workspace.name })}
        icon={<DownOutlined style={{ fontSize: 10 }} />}
        iconPlacement="end"
      >
        <span className={css.workspaceName}>{workspace.name}</span>
      </Button>
    </Dropdown>
  )
}
