import { Form, Modal } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { useFormProblem } from '../../../form/use-form-problem.ts'
import { useAct } from '../../../ui/use-act.ts'
import { FRESH_PLACE, placeOf, PlaceFields } from './PlaceFields.tsx'
import type { PlaceValues } from './PlaceFields.tsx'
import type { GroupPlace } from './types.ts'

interface PlaceModalProps {
  codeId: string
  /** Without it a new one is added. */
  place?: GroupPlace | undefined
  isOpen: boolean
  onClose: () => void
}

/** Adds a place behind a code, or changes one. A picture is uploaded anew each time. */
export function PlaceModal({ codeId, place, isOpen, onClose }: PlaceModalProps) {
  const { t } = useTranslation(['groupCode', 'kit'])
  const [form] = Form.useForm<{ place: PlaceValues }>()
  const kind = Form.useWatch(['place', 'kind'], form) ?? place?.kind ?? FRESH_PLACE.kind
  const showProblem = useFormProblem(form)
  const saving = useAct(
    (values: PlaceValues) =>
      place
        ? api.entry.changeGroupPlace({ id: codeId, placeId: place.id, place: placeOf(values) })
        : api.entry.addGroupPlace({ id: codeId, place: placeOf(values) }),
    { refreshes: ['entry'], done: t('saved'), onRefused: showProblem, onDone: onClose },
  )
  return (
    <Modal
      open={isOpen}
      title={place ? t('changePlace') : t('addPlace')}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={saving.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ place: place ? valuesOf(place) : FRESH_PLACE }}
        onFinish={(values) => saving.mutate(values.place)}
      >
        <PlaceFields kind={kind} isChange={place !== undefined} />
      </Form>
    </Modal>
  )
}

const valuesOf = (place: GroupPlace): PlaceValues => {
  const chatIds = place.groups.map(({ chatId }) => chatId)
  return place.kind === 'join_way'
    ? {
        ...{ kind: place.kind, chatIds, autoCreates: place.autoCreates },
        ...(place.roomBaseName !== null && { roomBaseName: place.roomBaseName }),
        ...(place.roomBaseId !== null && { roomBaseId: place.roomBaseId }),
      }
    : {
        ...{ kind: place.kind, uploadedChat: chatIds },
        ...(place.expiresAt !== null && { expiresAt: dayjs(place.expiresAt) }),
        ...(place.mostShown !== null && { mostShown: place.mostShown }),
      }
}
