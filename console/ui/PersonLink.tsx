import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { personName } from '../api/person-names.ts'
import { paths } from '../paths.ts'
import { NOTHING } from './format.ts'

interface PersonLinkProps {
  id: string | null | undefined
  /** Known already; else it is asked for, together with all others on the page. */
  name?: string | null | undefined
}

const FRESH_MS = 5 * 60_000

/** A person, as a link to her page. Until her name is there, or where she has none, by her number. */
export function PersonLink({ id, name }: PersonLinkProps) {
  const { t } = useTranslation('kit')
  const asked = useQuery({
    queryKey: [['profile'], 'name', id],
    queryFn: () => personName(id ?? ''),
    enabled: !!id && !name,
    staleTime: FRESH_MS,
    retry: false,
  })
  if (!id) return NOTHING
  return <Link to={paths.person(id)}>{name || asked.data || t('personNumber', { id })}</Link>
}
