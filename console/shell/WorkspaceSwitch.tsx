import { DownOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { enterWorkspace, useSession, useWorkspace } from '../api/session.ts'
import { chooseWorkspace } from '../api/workspace.ts'
import { paths } from '../paths.ts'
import { useShowError } from '../ui/use-show-error.ts'
import css from './TopBar.module.css'

export function WorkspaceSwitch() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const showError = useShowError()
  if (!session || !workspace) return null

  const choose = async (id: string) => {
    if (id === workspace.id) return
    try {
      await enterWorkspace(id)
    } catch (error) {
      // Swallowed because the reader is told; she stays where she is.
      chooseWorkspace(workspace.id)
      return showError(error)
    }
    // A person's page has no twin in the other workspace.
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
