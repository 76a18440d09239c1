import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../api/client.ts'
import { paths } from '../paths.ts'
import { NOTHING } from './format.ts'

interface PersonLinkProps {
  id: string | null | undefined
  /** Known already; else, with `isNamed`, it is asked for. */
  name?: string | null | undefined
  /** Asks for her name: for a few people, not for long lists. */
  isNamed?: boolean
}

/** A person, as a link to her page. */
export function PersonLink({ id, name, isNamed = false }: PersonLinkProps) {
  const { t } = useTranslation('kit')
  const asked = useQuery({
    ...orpc.profile.person.queryOptions({ input: { personId: id ?? '' } }),
    enabled: isNamed && !!id && !name,
    staleTime: 5 * 60_000,
  })
  if (!id) return NOTHING
  return <Link to={paths.person(id)}>{name || asked.data?.name || t('personNumber', { id })}</Link>
}
