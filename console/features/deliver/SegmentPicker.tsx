import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { RemotePick } from '../../form/RemotePick.tsx'
import type { PickProps } from '../../form/RemotePick.tsx'
import { paths } from '../../paths.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useFormat } from '../../ui/use-format.ts'

export function SegmentPicker(props: PickProps) {
  const { t } = useTranslation('deliver')
  const format = useFormat()
  const notAllowed = useNotAllowed('audience:read')
  if (notAllowed !== undefined) return <Select disabled placeholder={notAllowed} />
  return (
    <RemotePick
      {...props}
      kind="segment"
      placeholder={t('pick.segment')}
      search={async (q) => {
        const { items } = await api.audience.listSegments({
          q: q || undefined,
          state: 'live',
          limit: 30,
        })
        return items.map(({ segmentId, name, members }) => ({
          value: segmentId,
          label: t('pick.segmentOption', { name, people: format.number(members) }),
        }))
      }}
      nameOf={async (segmentId) => (await api.audience.segment({ segmentId })).name}
      empty={<Link to={paths.newSegment()}>{t('pick.noSegment')}</Link>}
    />
  )
}
