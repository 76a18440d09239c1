import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSession, useWorkspace } from '../api/session.ts'
import css from './TopBar.module.css'
import { useEnterWorkspace } from './use-enter-workspace.ts'

export function WorkspaceSwitch() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const workspace = useWorkspace()
  const enter = useEnterWorkspace()
  if (!session || !workspace) return null

  if (session.workspaces.length === 1)
    return <span className={`${css.workspace} ${css.workspaceName}`}>{workspace.name}</span>
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [workspace.id],
        items: session.workspaces.map(({ id, name }) => ({ key: id, label: name })),
        onClick: ({ key }) => void enter(key),
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
