import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PLATFORMS } from '#modules/entry/model/platforms.ts'
import { api, orpc } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { PhonePreview } from '../content/PhonePreview.tsx'
import { RangePicker } from '../insight/RangePicker.tsx'
import { useRange } from '../insight/use-range.ts'
import { CodeStatus } from './CodeStatus.tsx'
import css from './entry.module.css'
import { DutyPanel } from './duty/DutyPanel.tsx'
import { PathStrip } from './PathStrip.tsx'
import { PrintedCode } from './PrintedCode.tsx'
import type { Code } from './types.ts'
import { useStaffNames } from './use-staff-names.ts'
import { Variants } from './duty/Variants.tsx'
import { WelcomeForm } from './WelcomeForm.tsx'
import type { Welcome } from './WelcomeForm.tsx'

export function CodePage() {
  const { id = '' } = useParams({ strict: false })
  const code = useQuery({
    ...orpc.entry.getCode.queryOptions({ input: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'creating' ? 2_000 : false),
  })
  return <Loaded query={code}>{(found) => <One code={found} />}</Loaded>
}

function One({ code }: { code: Code }) {
  const { t } = useTranslation('entry')
  const [open, setOpen] = useState<'welcome' | 'delete'>()
  const notAllowed = useNotAllowed('entry:write')
  const close = () => setOpen(undefined)
  const { id } = code
  const retrying = useAct(() => api.entry.retryCode({ id }), { refreshes: ['entry'] })
  const deleting = useAct(() => api.entry.deleteCode({ id }), { refreshes: ['entry'] })
  const greeting = useAct(
    ({ text, contentId, variants }: Welcome) =>
      api.entry.setCodeWelcome({
        ...{ id, welcomeText: text, welcomeContentId: contentId, welcomes: variants },
      }),
    { refreshes: ['entry'], done: t('code.saved'), onDone: close },
  )
  const isThere = code.status !== 'deleted'
  return (
    <Page
      title={code.name}
      back={<Link to={paths.codes()}>{t('code.title')}</Link>}
      badge={<CodeStatus status={code.status} />}
      actions={
        isThere && (
          <>
            <ActionButton href={code.printUrl} target="_blank">
              {t('code.print')}
            </ActionButton>
            <ActionButton danger disabledReason={notAllowed} onClick={() => setOpen('delete')}>
              {t('code.delete')}
            </ActionButton>
          </>
        )
      }
    >
      {code.failure && code.status === 'failed' && (
        <Alert
          type="error"
          showIcon
          title={t('code.failed')}
          description={code.failure}
          action={
            <ActionButton
              size="small"
              disabledReason={notAllowed}
              loading={retrying.isPending}
              onClick={() => retrying.mutate(undefined)}
            >
              {t('code.retry')}
            </ActionButton>
          }
        />
      )}
      <div className={css.sides}>
        <div className={css.column}>
          <Panel>
            <Picture code={code} />
          </Panel>
          <Panel title={t('code.about')}>
            <About code={code} />
          </Panel>
        </div>
        <div className={css.column}>
          <Path codeId={id} />
          <DutyPanel code={code} />
          <Panel
            title={t('code.welcome')}
            extra={
              isThere && (
                <ActionButton
                  size="small"
                  disabledReason={notAllowed}
                  onClick={() => setOpen('welcome')}
                >
                  {t('code.change')}
                </ActionButton>
              )
            }
          >
            <p className={css.greeting}>{code.welcomeText ?? t('code.usesDefault')}</p>
            <Variants variants={code.welcomes} />
            {code.welcomeContentId && <PhonePreview contentId={code.welcomeContentId} />}
          </Panel>
        </div>
      </div>
      <WelcomeForm
        title={t('code.welcome')}
        isOpen={open === 'welcome'}
        isBusy={greeting.isPending}
        welcome={{
          text: code.welcomeText ?? '',
          contentId: code.welcomeContentId ?? undefined,
          variants: code.welcomes,
        }}
        onSave={greeting.mutate}
        onClose={close}
      />
      <ConfirmDanger
        isOpen={open === 'delete'}
        title={t('code.deleteTitle')}
        consequences={[t('code.deletePrinted'), t('code.deletePeople'), t('code.deleteHistory')]}
        name={code.name}
        verb={t('code.delete')}
        onConfirm={() => deleting.mutateAsync(undefined)}
        onClose={close}
      />
    </Page>
  )
}

/** Two codes lead to the same place; the page's own counts who looked before adding. */
function Picture({ code }: { code: Code }) {
  const { t } = useTranslation('entry')
  const [which, setWhich] = useState<'page' | 'wecom'>('page')
  return (
    <div className={css.code}>
      <Segmented
        value={which}
        options={[
          { value: 'page', label: t('code.ofPage') },
          { value: 'wecom', label: t('code.ofWecom'), disabled: !code.qrCodeUrl },
        ]}
        onChange={setWhich}
      />
      {code.status !== 'live' && <div className={css.blank}>{t('code.notLive')}</div>}
      {code.status === 'live' &&
        (which === 'page' || !code.qrCodeUrl ? (
          <PrintedCode url={code.pageUrl} />
        ) : (
          <img src={code.qrCodeUrl} alt={t('code.ofWecom')} />
        ))}
      <p>{which === 'page' ? t('code.ofPageHint') : t('code.ofWecomHint')}</p>
      <code>{code.pageUrl}</code>
    </div>
  )
}

function About({ code }: { code: Code }) {
  const { t } = useTranslation('entry')
  const say = useSays()
  const nameOf = useStaffNames()
  const format = useFormat()
  return (
    <Facts
      items={[
        {
          label: t('matrix.by.platform'),
          value: code.platform ? say(PLATFORMS[code.platform]) : NOTHING,
        },
        { label: t('code.staff'), value: code.staffUserids.map(nameOf).join('、') },
        {
          label: t('code.verify'),
          value: code.skipVerify ? t('code.noVerify') : t('code.verifies'),
        },
        { label: t('code.stateParameter'), value: <code>{code.state}</code> },
        { label: t('code.created'), value: format.time(code.createdAt) },
      ]}
    />
  )
}

function Path({ codeId }: { codeId: string }) {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const { choice, choose, instants } = useRange()
  const { from, to } = instants
  const path = useQuery(orpc.entry.codePath.queryOptions({ input: { id: codeId, from, to } }))
  return (
    <Panel title={t('path.title')} extra={<RangePicker choice={choice} onChoose={choose} />}>
      <Loaded query={path}>
        {(found) => (
          <>
            <PathStrip steps={found.steps} />
            <Facts
              items={[
                { label: t('path.clicked'), value: format.number(found.next.clicked) },
                { label: t('path.ordered'), value: format.number(found.next.ordered) },
                { label: t('path.left'), value: format.number(found.left) },
              ]}
            />
          </>
        )}
      </Loaded>
    </Panel>
  )
}
