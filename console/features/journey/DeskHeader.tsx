import {
  CheckCircleOutlined,
  ExperimentOutlined,
  RedoOutlined,
  UndoOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { useReactFlow } from '@xyflow/react'
import { Link } from '@tanstack/react-router'
import { Badge, Button, Input, Popover, Tooltip } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { DeskActs } from './DeskActs.tsx'
import css from './Desk.module.css'
import { JourneyState } from './JourneyState.tsx'
import { PublishModal } from './PublishModal.tsx'
import type { Finding, JourneyDetail } from './types.ts'
import type { Draft } from './use-draft.ts'

interface DeskHeaderProps {
  journey: JourneyDetail
  draft: Draft
  isDrawing: boolean
  isRehearsing: boolean
  onRehearse: (isOn: boolean) => void
  onPublished: () => void
  children: ReactNode
}

export function DeskHeader(props: DeskHeaderProps) {
  const { journey, draft, isDrawing, isRehearsing, onRehearse, onPublished, children } = props
  const { t } = useTranslation('journey')
  const [isPublishing, setPublishing] = useState(false)
  const notAllowed = useNotAllowed('journey:write')
  const errors = journey.findings.filter(({ severity }) => severity === 'error').length
  const unsaved = draft.state === 'saved' ? undefined : t(`desk.${draft.state}`)
  const whyNot =
    notAllowed ?? unsaved ?? (errors > 0 ? t('desk.mendFirst', { count: errors }) : undefined)
  return (
    <header className={css.header}>
      <div className={css.title}>
        <Link to={paths.journeys()} aria-label={t('list.title')}>
          ←
        </Link>
        <Name journey={journey} isLocked={notAllowed !== undefined} />
        <JourneyState state={journey.state} />
        {isDrawing && (
          <span
            role="status"
            className={draft.state === 'refused' ? css.refused : css.state}
            title={draft.error?.message}
          >
            {t(`desk.${draft.state}`)}
          </span>
        )}
        {draft.state === 'refused' && (
          <Button size="small" onClick={() => window.location.reload()}>
            {t('desk.reload')}
          </Button>
        )}
      </div>
      <div className={css.tools}>
        {children}
        {isDrawing && (
          <>
            <Tooltip title={`${t('desk.undo')} Ctrl Z`}>
              <Button
                aria-label={t('desk.undo')}
                icon={<UndoOutlined />}
                disabled={!draft.canUndo || isRehearsing || notAllowed !== undefined}
                onClick={() => draft.act({ kind: 'undo' })}
              />
            </Tooltip>
            <Tooltip title={`${t('desk.redo')} Ctrl Shift Z`}>
              <Button
                aria-label={t('desk.redo')}
                icon={<RedoOutlined />}
                disabled={!draft.canRedo || isRehearsing || notAllowed !== undefined}
                onClick={() => draft.act({ kind: 'redo' })}
              />
            </Tooltip>
            <Findings findings={journey.findings} />
            <ActionButton
              icon={<ExperimentOutlined />}
              aria-pressed={isRehearsing}
              disabledReason={errors > 0 ? t('desk.mendFirst', { count: errors }) : undefined}
              onClick={() => onRehearse(!isRehearsing)}
            >
              {t('rehearsal.begin')}
            </ActionButton>
            <ActionButton
              type="primary"
              disabledReason={whyNot}
              onClick={() => setPublishing(true)}
            >
              {t('desk.publish')}
            </ActionButton>
          </>
        )}
        <DeskActs journey={journey} notAllowed={notAllowed} />
      </div>
      <PublishModal
        isOpen={isPublishing}
        journey={journey}
        onClose={() => setPublishing(false)}
        onPublished={onPublished}
        onRehearse={() => {
          setPublishing(false)
          onRehearse(true)
        }}
      />
    </header>
  )
}

function Name({ journey, isLocked }: { journey: JourneyDetail; isLocked: boolean }) {
  const { t } = useTranslation('journey')
  const [name, setName] = useState(journey.name)
  const naming = useAct((next: string) => api.journey.saveJourney({ id: journey.id, name: next }), {
    refreshes: ['journey'],
  })
  const save = () => {
    const next = name.trim()
    if (next === '') setName(journey.name)
    else if (next !== journey.name) naming.mutate(next)
  }
  return (
    <Input
      className={css.name ?? ''}
      variant="borderless"
      aria-label={t('list.name')}
      maxLength={100}
      readOnly={isLocked}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={save}
      onPressEnter={(event) => event.currentTarget.blur()}
    />
  )
}

/** What is wrong, and the way to it. */
function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const { fitView, setNodes } = useReactFlow()
  const show = (nodeId: string | undefined) => {
    if (!nodeId) return
    setNodes((nodes) => nodes.map((node) => ({ ...node, selected: node.id === nodeId })))
    void fitView({ nodes: [{ id: nodeId }], maxZoom: 1, duration: 150 })
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const content = (
    <div className={css.findings}>
      {findings.length === 0 && t('desk.sound')}
      {findings.map(({ code, nodeId, severity, says }, i) => (
        <button key={`${code}${i}`} type="button" onClick={() => show(nodeId)}>
          <WarningOutlined
            style={{ color: severity === 'error' ? 'var(--danger)' : 'var(--warning)' }}
          />
          <span>
            {say(says)}
            {nodeId && <small>{nodeId}</small>}
          </span>
        </button>
      ))}
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title={t('desk.check')} content={content}>
      <Badge count={findings.length} color={errors > 0 ? 'var(--danger)' : 'var(--warning)'}>
        <Button icon={<CheckCircleOutlined />}>{t('desk.check')}</Button>
      </Badge>
    </Popover>
  )
}
