import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'

interface StaffPickerProps {
  id?: string
  value?: string[]
  onChange?: (userids: string[]) => void
}

const SHOWN = 200

/** Members of staff by name; a userid that was not read from WeCom yet may be typed. */
export function StaffPicker({ id, value, onChange }: StaffPickerProps) {
  const { t } = useTranslation('entry')
  const staff = useQuery(
    orpc.community.listStaff.queryOptions({ input: { active: true, order: 'name', limit: SHOWN } }),
  )
  return (
    <Select<string[]>
      {...(id && { id })}
      mode="tags"
      value={value ?? []}
      placeholder={t('code.staffHint')}
      options={staff.data?.items.map(({ staffUserid, name }) => ({
        value: staffUserid,
        label: `${name} (${staffUserid})`,
      }))}
      onChange={(next) => onChange?.(next)}
    />
  )
}
