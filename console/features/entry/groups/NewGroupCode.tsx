import { useNavigate } from '@tanstack/react-router'
import { Form, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { GROUP_CODE_KINDS, USUAL_SCAN_LIMIT } from '#modules/entry/model/group-code.ts'
import type { GroupCodeKind } from '#modules/entry/model/group-code.ts'
import { api } from '../../../api/client.ts'
import { useFormProblem } from '../../../form/use-form-problem.ts'
import { paths } from '../../../paths.ts'
import { useAct } from '../../../ui/use-act.ts'
import { FRESH_PLACE, placeOf, PlaceFields } from './PlaceFields.tsx'
import type { PlaceValues } from './PlaceFields.tsx'
import { NameField, SettingsFields, settingsOf } from './SettingsFields.tsx'
import type { SettingsValues } from './SettingsFields.tsx'

interface Values extends SettingsValues {
  kind: GroupCodeKind
  place: PlaceValues
}

export function NewGroupCode({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['groupCode', 'kit'])
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'live'
  const placeKind = Form.useWatch(['place', 'kind'], form) ?? FRESH_PLACE.kind
  const showProblem = useFormProblem(form)
  const making = useAct(
    ({ kind: of, place, ...settings }: Values) =>
      api.entry.createGroupCode({ ...settingsOf(settings), kind: of, place: placeOf(place) }),
    {
      refreshes: ['entry'],
      onRefused: showProblem,
      onDone: ({ id }) => void navigate({ to: paths.groupCode(id) }),
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('create')}
      okText={t('make')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: 'live', scanLimit: USUAL_SCAN_LIMIT, place: FRESH_PLACE }}
        onFinish={(values) => making.mutate(values)}
      >
        <NameField />
        <Form.Item name="kind" label={t('kind')} extra={t(`kindHints.${kind}`)}>
          <Radio.Group
            options={GROUP_CODE_KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
          />
        </Form.Item>
        <PlaceFields kind={placeKind} />
        <SettingsFields />
      </Form>
    </Modal>
  )
}
