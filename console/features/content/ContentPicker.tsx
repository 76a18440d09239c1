import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { RemotePick } from '../../form/RemotePick.tsx'
import type { PickProps } from '../../form/RemotePick.tsx'
import { paths } from '../../paths.ts'

/** Only what is published may go out. */
export function ContentPicker(props: PickProps) {
  const { t } = useTranslation('content')
  return (
    <RemotePick
      {...props}
      kind="content"
      placeholder={t('pick.placeholder')}
      search={async (q) => {
        const { items } = await api.content.listItems({
          q: q || undefined,
          status: 'published',
          limit: 30,
        })
        return items.map(({ id, title, kind }) => ({
          value: id,
          label: `${title} · ${t(`kind.${kind}`)}`,
        }))
      }}
      nameOf={async (id) => (await api.content.getItem({ id })).title}
      empty={<Link to={paths.newContent()}>{t('pick.none')}</Link>}
    />
  )
}
