import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Alert, App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import type { Tone } from '../../../ui/StatusDot.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import { FillBar } from './FillBar.tsx'
import css from './groups.module.css'
import { PlaceModal } from './PlaceModal.tsx'
import type { GroupCode, GroupPlace } from './types.ts'

const TONE: Readonly<Record<GroupPlace['standing'], Tone>> = {
  room: 'good',
  full: 'warn',
  expired: 'bad',
  gone: 'bad',
  not_live: 'bad',
}

/** What stands behind a code, in the order in which it is used. */
export function Places({ code }: { code: GroupCode }) {
  const { t } = useTranslation('groupCode')
  const notAllowed = useNotAllowed('entry:write')
  const [editing, setEditing] = useState<{ place?: GroupPlace }>()
  const { id, places, status, kind } = code
  const isOpen = status === 'live'
  const ordering = useAct((placeIds: string[]) => api.entry.orderGroupPlaces({ id, placeIds }), {
    refreshes: ['entry'],
  })
  const move = (at: number, by: number) => {
    const ids = places.map((place) => place.id)
    const [moved] = ids.splice(at, 1)
    if (moved !== undefined) ids.splice(at + by, 0, moved)
    ordering.mutate(ids)
  }
  return (
    <Panel
      title={t('places')}
      extra={
        isOpen &&
        (kind === 'live' || places.length === 0) && (
          <ActionButton size="small" disabledReason={notAllowed} onClick={() => setEditing({})}>
            {t('addPlace')}
          </ActionButton>
        )
      }
    >
      {kind === 'live' && <p className={css.note}>{t('placesHint')}</p>}
      <ol className={css.places}>
        {places.map((place, i) => (
          <One
            key={place.id}
            code={code}
            place={place}
            onEdit={() => setEditing({ place })}
            onUp={i > 0 ? () => move(i, -1) : undefined}
            onDown={i + 1 < places.length ? () => move(i, 1) : undefined}
          />
        ))}
      </ol>
      <PlaceModal
        key={editing?.place?.id ?? 'new'}
        codeId={id}
        place={editing?.place}
        isOpen={editing !== undefined}
        onClose={() => setEditing(undefined)}
      />
    </Panel>
  )
}

interface OneProps {
  code: GroupCode
  place: GroupPlace
  onEdit: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}

function One({ code, place, onEdit, onUp, onDown }: OneProps) {
  const { t } = useTranslation(['groupCode', 'kit'])
  const { modal } = App.useApp()
  const notAllowed = useNotAllowed('entry:write')
  const of = { id: code.id, placeId: place.id }
  const removing = useAct(() => api.entry.removeGroupPlace(of), { refreshes: ['entry'] })
  const retrying = useAct(() => api.entry.retryGroupPlace(of), { refreshes: ['entry'] })
  const isUsed = code.openPlaceId === place.id
  const remove = () =>
    modal.confirm({
      title: t('removeTitle'),
      content: t('removeSays'),
      okText: t('removePlace'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'kit' }),
      onOk: () => removing.mutateAsync(undefined),
    })
  return (
    <li className={`${css.place} ${isUsed ? css.open : ''}`}>
      <div className={css.head}>
        <strong>{t(`placeKinds.${place.kind}`)}</strong>
        <StatusDot tone={TONE[place.standing]}>
          {isUsed ? t('now') : t(`standing.${place.standing}`)}
        </StatusDot>
        {code.status === 'live' && (
          <span className={css.acts}>
            {onUp && (
              <ActionButton
                size="small"
                icon={<ArrowUpOutlined />}
                aria-label={t('moveUp')}
                disabledReason={notAllowed}
                onClick={onUp}
              />
            )}
            {onDown && (
              <ActionButton
                size="small"
                icon={<ArrowDownOutlined />}
                aria-label={t('moveDown')}
                disabledReason={notAllowed}
                onClick={onDown}
              />
            )}
            <ActionButton size="small" disabledReason={notAllowed} onClick={onEdit}>
              {t('change')}
            </ActionButton>
            <ActionButton size="small" danger disabledReason={notAllowed} onClick={remove}>
              {t('removePlace')}
            </ActionButton>
          </span>
        )}
      </div>
      {place.status === 'failed' && (
        <Alert
          type="error"
          showIcon
          title={t('failed')}
          description={place.failure}
          action={
            <ActionButton
              size="small"
              disabledReason={notAllowed}
              loading={retrying.isPending}
              onClick={() => retrying.mutate(undefined)}
            >
              {t('retry')}
            </ActionButton>
          }
        />
      )}
      <Groups code={code} place={place} />
    </li>
  )
}

function Groups({ code, place }: { code: GroupCode; place: GroupPlace }) {
  const { t } = useTranslation('groupCode')
  const format = useFormat()
  return (
    <>
      <div className={css.groups}>
        {place.groups.map(({ chatId, name, members, isDismissed }) => {
          const says = isDismissed
            ? t('standing.gone')
            : members === null
              ? t('unread')
              : t('ofMembers', { members: format.number(members), limit: code.scanLimit })
          return [
            <span key={`${chatId}-name`} title={name || chatId}>
              {name || chatId}
            </span>,
            <span key={`${chatId}-says`}>{says}</span>,
            <FillBar key={`${chatId}-bar`} members={members} limit={code.scanLimit} label={says} />,
          ]
        })}
      </div>
      {place.movedOn.length > 0 && (
        <p className={css.note}>
          {t('movedOn', {
            groups: place.movedOn
              .map(({ chatId, name, members }) => `${name || chatId} (${members ?? 0})`)
              .join(t('and')),
          })}
        </p>
      )}
      {place.kind === 'uploaded' && (
        <p className={css.note}>
          {place.expiresAt && t('expires', { time: format.time(place.expiresAt) })}
          {' · '}
          {place.mostShown === null
            ? t('shown', { count: place.shown })
            : t('shownOf', { count: place.shown, most: place.mostShown })}
        </p>
      )}
      {place.kind === 'join_way' && place.autoCreates && (
        <p className={css.note}>
          {t('autoCreates')}
          {place.roomBaseName && ` · ${place.roomBaseName}${place.roomBaseId ?? ''}`}
        </p>
      )}
    </>
  )
}
