import { CheckOutlined, EditOutlined, EyeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MODULES } from '#kernel/route.ts'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import css from './governance.module.css'

/** Which role may what, as the server's own table says. */
export function RoleTable() {
  const { t } = useTranslation(['governance', 'shell'])
  const roles = useQuery(orpc.governance.listRoles.queryOptions({ input: {} }))
  const mark = (permissions: readonly string[], module: (typeof MODULES)[number]) => {
    if (permissions.includes(`${module}:write`))
      return <EditOutlined aria-label={t('members.writes')} title={t('members.writes')} />
    if (permissions.includes(`${module}:read`))
      return <EyeOutlined aria-label={t('members.reads')} title={t('members.reads')} />
    return <span aria-label={t('members.mayNot')}>·</span>
  }
  return (
    <Panel title={t('members.table')} isFlush>
      <Loaded query={roles}>
        {({ roles: list }) => (
          <div className={css.scroll}>
            <table className={css.roles}>
              <thead>
                <tr>
                  <th scope="col">{t('members.role')}</th>
                  {MODULES.map((module) => (
                    <th key={module} scope="col">
                      {t(`module.${module}`)}
                    </th>
                  ))}
                  <th scope="col">{t('members.pii')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(({ role, permissions }) => (
                  <tr key={role}>
                    <th scope="row">{t(`shell:role.${role}`)}</th>
                    {MODULES.map((module) => (
                      <td key={module}>{mark(permissions, module)}</td>
                    ))}
                    <td>{permissions.includes('pii:read') ? <CheckOutlined /> : '·'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
