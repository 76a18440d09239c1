import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { RemotePick } from '../../form/RemotePick.tsx'
import type { PickProps } from '../../form/RemotePick.tsx'

const LOOKED_AT = 200

export function AccountPicker(props: PickProps) {
  const { t } = useTranslation('entry')
  const ask = (q: string | undefined, limit: number) => api.entry.listAccounts({ q, limit })
  return (
    <RemotePick
      {...props}
      kind="account"
      placeholder={t('account.pick')}
      search={async (q) => {
        const { items } = await ask(q || undefined, 30)
        return items.map(({ id, platformName, name }) => ({
          value: id,
          label: `${platformName} · ${name}`,
        }))
      }}
      nameOf={async (id) => {
        const { items } = await ask(undefined, LOOKED_AT)
        return items.find((account) => account.id === id)?.name ?? id
      }}
      empty={t('account.none')}
    />
  )
}
