import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { RemotePick } from '../../form/RemotePick.tsx'
import type { PickProps } from '../../form/RemotePick.tsx'
import { paths } from '../../paths.ts'

export function CodePicker(props: PickProps) {
  const { t } = useTranslation('entry')
  return (
    <RemotePick
      {...props}
      kind="code"
      placeholder={t('code.pick')}
      search={async (q) => {
        const { items } = await api.entry.listCodes({
          q: q || undefined,
          status: 'live',
          limit: 30,
        })
        return items.map(({ id, name }) => ({ value: id, label: name }))
      }}
      nameOf={async (id) => (await api.entry.getCode({ id })).name}
      empty={<Link to={paths.codes()}>{t('code.noneToPick')}</Link>}
    />
  )
}
