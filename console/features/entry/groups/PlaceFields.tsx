import { DatePicker, Form, Input, InputNumber, Radio, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { MOST_GROUPS, PLACE_KINDS } from '#modules/entry/model/group-code.ts'
import type { PlaceKind } from '#modules/entry/model/group-code.ts'
import { ChatPicker } from './ChatPicker.tsx'
import css from './groups.module.css'
import { PictureField } from './PictureField.tsx'
import type { PlaceInput } from './types.ts'

/** What the form holds of a place; `placeOf` makes of it what the server takes. */
export interface PlaceValues {
  kind: PlaceKind
  chatIds?: string[]
  autoCreates?: boolean
  roomBaseName?: string
  roomBaseId?: number
  picture?: string
  expiresAt?: Dayjs
  uploadedChat?: string[]
  mostShown?: number
}

export const FRESH_PLACE: PlaceValues = { kind: 'join_way', autoCreates: true }

export const placeOf = (values: PlaceValues): PlaceInput =>
  values.kind === 'join_way'
    ? {
        kind: 'join_way',
        chatIds: values.chatIds ?? [],
        autoCreates: values.autoCreates ?? false,
        roomBaseName: values.roomBaseName?.trim() || undefined,
        roomBaseId: values.roomBaseId ?? undefined,
      }
    : {
        kind: 'uploaded',
        picture: values.picture ?? '',
        expiresAt: values.expiresAt?.toISOString() ?? '',
        chatId: values.uploadedChat?.[0],
        mostShown: values.mostShown ?? undefined,
      }

interface PlaceFieldsProps {
  kind: PlaceKind
  /** A place keeps its kind. */
  isChange?: boolean
}

/** One thing that stands behind a group code. Fields stand under `place`. */
export function PlaceFields({ kind, isChange }: PlaceFieldsProps) {
  const { t } = useTranslation('groupCode')
  const at = (name: keyof PlaceValues) => ['place', name]
  return (
    <>
      <Form.Item name={at('kind')} label={t('places')} extra={t(`placeKindHints.${kind}`)}>
        <Radio.Group
          disabled={isChange ?? false}
          options={PLACE_KINDS.map((one) => ({ value: one, label: t(`placeKinds.${one}`) }))}
        />
      </Form.Item>
      {kind === 'join_way' ? <JoinWayFields at={at} /> : <UploadedFields at={at} />}
    </>
  )
}

type At = (name: keyof PlaceValues) => string[]

function JoinWayFields({ at }: { at: At }) {
  const { t } = useTranslation('groupCode')
  return (
    <>
      <Form.Item
        name={at('chatIds')}
        label={t('chats')}
        rules={[{ required: true, message: t('chatsMissing') }]}
        extra={t('chatsMost')}
      >
        <ChatPicker most={MOST_GROUPS} />
      </Form.Item>
      <Form.Item name={at('autoCreates')} label={t('autoCreates')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className={css.pair}>
        <Form.Item
          name={at('roomBaseName')}
          label={t('roomBaseName')}
          extra={t('roomBaseNameHint')}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={at('roomBaseId')} label={t('roomBaseId')}>
          <InputNumber min={1} max={100_000} precision={0} />
        </Form.Item>
      </div>
    </>
  )
}

function UploadedFields({ at }: { at: At }) {
  const { t } = useTranslation('groupCode')
  return (
    <>
      <Form.Item
        name={at('picture')}
        label={t('picture')}
        extra={t('pictureHint')}
        rules={[{ required: true, message: t('pictureMissing') }]}
      >
        <PictureField />
      </Form.Item>
      <Form.Item
        name={at('expiresAt')}
        label={t('expiresAt')}
        extra={t('expiresHint')}
        rules={[{ required: true, message: t('expiresMissing') }]}
      >
        <DatePicker showTime style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name={at('uploadedChat')} label={t('uploadedChat')} extra={t('uploadedChatHint')}>
        <ChatPicker most={1} />
      </Form.Item>
      <Form.Item name={at('mostShown')} label={t('mostShown')} extra={t('mostShownHint')}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
    </>
  )
}
