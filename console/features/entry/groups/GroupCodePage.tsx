import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PLATFORMS } from '#modules/entry/model/platforms.ts'
import { api, orpc } from '../../../api/client.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { paths } from '../../../paths.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../../ui/ConfirmDanger.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { NOTHING } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import { RangePicker } from '../../insight/RangePicker.tsx'
import { useRange } from '../../insight/use-range.ts'
import css from '../entry.module.css'
import { PathStrip } from '../PathStrip.tsx'
import { PrintedCode } from '../PrintedCode.tsx'
import { ChangeSettings } from './ChangeSettings.tsx'
import { Forecast } from './Forecast.tsx'
import { GroupAlarms } from './GroupAlarms.tsx'
import { GroupCodeState } from './GroupCodesPage.tsx'
import { Places } from './Places.tsx'
import type { GroupCode } from './types.ts'

const LOOK_EVERY_MS = 15_000

export function GroupCodePage() {
  const { id = '' } = useParams({ strict: false })
  const code = useQuery({
    ...orpc.entry.getGroupCode.queryOptions({ input: { id } }),
    refetchInterval: LOOK_EVERY_MS,
  })
  return <Loaded query={code}>{(found) => <One code={found} />}</Loaded>
}

function One({ code }: { code: GroupCode }) {
  const { t } = useTranslation('groupCode')
  const [open, setOpen] = useState<'settings' | 'end'>()
  const notAllowed = useNotAllowed('entry:write')
  const { id } = code
  const ending = useAct(() => api.entry.closeGroupCode({ id }), { refreshes: ['entry'] })
  const close = () => setOpen(undefined)
  return (
    <Page
      title={code.name}
      back={<Link to={paths.groupCodes()}>{t('title')}</Link>}
      badge={<GroupCodeState code={code} />}
      actions={
        code.status === 'live' && (
          <>
            <ActionButton href={code.printUrl} target="_blank">
              {t('print')}
            </ActionButton>
            <ActionButton danger disabledReason={notAllowed} onClick={() => setOpen('end')}>
              {t('end')}
            </ActionButton>
          </>
        )
      }
    >
      <GroupAlarms alarms={code.alarms} />
      <div className={css.sides}>
        <div className={css.column}>
          <Panel>
            <Picture code={code} />
          </Panel>
          <Panel
            title={t('settings')}
            extra={
              code.status === 'live' && (
                <ActionButton
                  size="small"
                  disabledReason={notAllowed}
                  onClick={() => setOpen('settings')}
                >
                  {t('change')}
                </ActionButton>
              )
            }
          >
            <About code={code} />
          </Panel>
        </div>
        <div className={css.column}>
          <Path codeId={id} />
          <Places code={code} />
        </div>
      </div>
      <ChangeSettings code={code} isOpen={open === 'settings'} onClose={close} />
      <ConfirmDanger
        isOpen={open === 'end'}
        title={t('endTitle')}
        consequences={[t('endPrinted'), t('endWays'), t('endHistory')]}
        name={code.name}
        verb={t('end')}
        onConfirm={() => ending.mutateAsync(undefined)}
        onClose={close}
      />
    </Page>
  )
}

/** A live code is our page's; behind it stands the code of the group in use now. */
function Picture({ code }: { code: GroupCode }) {
  const { t } = useTranslation('groupCode')
  const [which, setWhich] = useState<'page' | 'group'>(code.kind === 'live' ? 'page' : 'group')
  const used = code.places.find(({ id }) => id === code.openPlaceId)
  return (
    <div className={css.code}>
      {code.kind === 'live' && (
        <Segmented
          value={which}
          options={[
            { value: 'page', label: t('ofPage') },
            { value: 'group', label: t('ofGroup'), disabled: !used },
          ]}
          onChange={setWhich}
        />
      )}
      {which === 'page' ? (
        <PrintedCode url={code.pageUrl} />
      ) : used?.pictureUrl ? (
        <img src={used.pictureUrl} alt={t('ofGroup')} />
      ) : (
        <div className={css.blank}>{t('nothingOpen')}</div>
      )}
      <p>{which === 'page' ? t('ofPageHint') : t('ofGroupHint')}</p>
      {code.kind === 'live' && <code>{code.pageUrl}</code>}
    </div>
  )
}

function About({ code }: { code: GroupCode }) {
  const { t } = useTranslation(['groupCode', 'entry'])
  const say = useSays()
  const format = useFormat()
  return (
    <Facts
      items={[
        { label: t('kind'), value: t(`kinds.${code.kind}`) },
        {
          label: t('room'),
          value: code.room === null ? t('roomUnknown') : format.number(code.room),
        },
        { label: t('forecast'), value: <Forecast code={code} /> },
        { label: t('scanLimit'), value: format.number(code.scanLimit) },
        { label: t('fallback'), value: <Fallback code={code} /> },
        {
          label: t('matrix.by.platform', { ns: 'entry' }),
          value: code.platform ? say(PLATFORMS[code.platform]) : NOTHING,
        },
        { label: t('created'), value: format.time(code.createdAt) },
      ]}
    />
  )
}

function Fallback({ code }: { code: GroupCode }) {
  const { t } = useTranslation('groupCode')
  const { fallbackCodeId, fallbackUrl } = code
  const staff = useQuery({
    ...orpc.entry.getCode.queryOptions({ input: { id: fallbackCodeId ?? '' } }),
    enabled: fallbackCodeId !== null,
  })
  if (fallbackCodeId !== null)
    return <Link to={paths.code(fallbackCodeId)}>{staff.data?.name ?? t('fallbackCode')}</Link>
  if (fallbackUrl !== null)
    return (
      <a href={fallbackUrl} target="_blank" rel="noreferrer">
        {fallbackUrl}
      </a>
    )
  return t('noFallback')
}

function Path({ codeId }: { codeId: string }) {
  const { t } = useTranslation(['groupCode', 'entry'])
  const format = useFormat()
  const { choice, choose, instants } = useRange()
  const { from, to } = instants
  const path = useQuery(orpc.entry.groupCodePath.queryOptions({ input: { id: codeId, from, to } }))
  return (
    <Panel title={t('path')} extra={<RangePicker choice={choice} onChoose={choose} />}>
      <Loaded query={path}>
        {(found) => (
          <>
            <PathStrip steps={found.steps} />
            <Facts
              items={[
                {
                  label: t('path.clicked', { ns: 'entry' }),
                  value: format.number(found.next.clicked),
                },
                {
                  label: t('path.ordered', { ns: 'entry' }),
                  value: format.number(found.next.ordered),
                },
                { label: t('stayed'), value: format.number(found.stayed) },
                { label: t('turnedAway'), value: format.number(found.turnedAway) },
              ]}
            />
          </>
        )}
      </Loaded>
    </Panel>
  )
}
