import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { RulesForm } from './RulesForm.tsx'
import { RulesRun } from './RulesRun.tsx'
import { RulesVersions } from './RulesVersions.tsx'

const EVERY_MS = 2_000

/** What one person may have of each kind of identifier, values that stand for nobody, and the past. */
export function RulesPage() {
  const { t } = useTranslation('identity')
  const { data, error } = useQuery({
    ...orpc.identity.rules.queryOptions({ input: {} }),
    refetchInterval: ({ state }) =>
      state.data?.run && !state.data.run.finishedAt ? EVERY_MS : false,
  })
  return (
    <Page
      title={t('rules.title')}
      description={t('rules.description')}
      back={<Link to={paths.identity()}>{t('page.title')}</Link>}
    >
      {error && <ErrorNote error={error} />}
      {!data && !error && <Skeleton active />}
      {data?.run && <RulesRun run={data.run} />}
      {data && <RulesForm key={data.version} rules={data} />}
      {data && <RulesVersions rules={data} />}
    </Page>
  )
}
