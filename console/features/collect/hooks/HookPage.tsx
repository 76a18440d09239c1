import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../api/client.ts'
import { paths } from '../../../paths.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { HookForm } from './HookForm.tsx'

const EVERY_MS = 5_000

/** One webhook: what its payloads become, how they are signed, and what it was before. */
export function HookPage() {
  const { t } = useTranslation('webhook')
  const { id = '' } = useParams({ strict: false })
  const hook = useQuery({
    ...orpc.collect.hook.queryOptions({ input: { id } }),
    refetchInterval: EVERY_MS,
  })
  return (
    <Loaded query={hook}>
      {(found) => (
        <HookForm key={found.id} hook={found} back={<Link to={paths.hooks()}>{t('title')}</Link>} />
      )}
    </Loaded>
  )
}
