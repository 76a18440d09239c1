import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { App, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { NODES } from '#modules/journey/model/nodes.ts'
import type { Graph } from '#modules/journey/model/graph.ts'
import { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import css from './Desk.module.css'
import { saysOf } from './exits.ts'
import { RehearsalCheck } from './RehearsalCheck.tsx'
import { useTold } from './use-told.ts'
import type { JourneyDetail } from './types.ts'

interface PublishModalProps {
  isOpen: boolean
  journey: JourneyDetail
  onClose: () => void
  onPublished: () => void
  /** Shows on the canvas what the check tells in numbers. */
  onRehearse: () => void
}

/** Before publishing: what changes, what was checked, what it means for people under way. */
export function PublishModal(props: PublishModalProps) {
  const { isOpen, journey, onClose, onPublished, onRehearse } = props
  const { t } = useTranslation(['journey', 'kit'])
  const { message } = App.useApp()
  const format = useFormat()
  const publishing = useAct(() => api.journey.publishJourney({ id: journey.id }), {
    refreshes: ['journey'],
    onDone: ({ version, letIn }) => {
      message.success(t('publish.done', { version, letIn: format.number(letIn) }))
      onClose()
      onPublished()
    },
  })
  const { draft, live, diff, findings, numbers, state } = journey
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const isSame =
    diff !== null &&
    [diff.added, diff.removed, diff.changed].every((list) => list.length === 0) &&
    diff.edgesAdded + diff.edgesRemoved === 0 &&
    !diff.reentryChanged
  const triggers = draft.nodes.filter(({ kind }) => NODES[kind].role === 'trigger')
  const goals = draft.nodes.filter(({ kind }) => NODES[kind].role === 'goal')
  return (
    <Modal
      open={isOpen}
      title={t('publish.title')}
      okText={t('desk.publish')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={publishing.isPending}
      okButtonProps={{ disabled: isSame }}
      onOk={() => publishing.mutate(undefined)}
      onCancel={onClose}
    >
      <div className={css.modal}>
        <h3>{t('publish.changes')}</h3>
        {diff === null && <p>{t('publish.first', { count: draft.nodes.length })}</p>}
        {isSame && <p>{t('publish.same')}</p>}
        {diff && !isSame && (
          <ul>
            <Changes words="added" graph={draft} ids={diff.added} />
            <Changes words="changed" graph={draft} ids={diff.changed} />
            <Changes words="removed" graph={live ?? draft} ids={diff.removed} />
            {diff.edgesAdded + diff.edgesRemoved > 0 && (
              <li>{t('publish.lines', { added: diff.edgesAdded, removed: diff.edgesRemoved })}</li>
            )}
            {diff.reentryChanged && <li>{t('publish.reentry')}</li>}
          </ul>
        )}
        <h3>{t('publish.checks')}</h3>
        <ul className={css.check}>
          <Check isGood>{t('publish.sound', { count: draft.nodes.length })}</Check>
          <Check isGood>{t('publish.triggers', { count: triggers.length })}</Check>
          <Check isGood={goals.length > 0}>
            {goals.length > 0 ? t('publish.goals', { count: goals.length }) : t('publish.noGoal')}
          </Check>
          <Check isGood={warnings.length === 0}>
            {warnings.length === 0
              ? t('publish.noWarnings')
              : t('publish.warnings', { count: warnings.length })}
          </Check>
          <Check isGood>{t('publish.budget')}</Check>
        </ul>
        <h3>{t('rehearsal.title')}</h3>
        {isOpen && <RehearsalCheck journeyId={journey.id} onLook={onRehearse} />}
        <h3>{t('publish.people')}</h3>
        <p>
          {numbers.active > 0
            ? t('publish.underWay', { people: format.number(numbers.active) })
            : t('publish.nobodyYet')}
          {state === 'paused' && t('publish.staysPaused')}
        </p>
      </div>
    </Modal>
  )
}

function Check({ isGood, children }: { isGood: boolean; children: string }) {
  return (
    <li>
      {isGood ? (
        <CheckCircleFilled style={{ color: 'var(--success)' }} />
      ) : (
        <ExclamationCircleFilled style={{ color: 'var(--warning)' }} />
      )}
      <span>{children}</span>
    </li>
  )
}

interface ChangesProps {
  words: 'added' | 'changed' | 'removed'
  graph: Graph
  ids: readonly string[]
}

function Changes({ words, graph, ids }: ChangesProps) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const told = useTold()
  const tone = { added: css.added, removed: css.removed, changed: undefined }[words]
  return ids.map((id) => {
    const node = graph.nodes.find((one) => one.id === id)
    if (!node) return null
    const name = node.name ?? say(NODES[node.kind].label)
    const says = told(saysOf(node))
    return (
      <li key={id} className={tone}>
        {t(`publish.${words}`, { name, says: says === name ? id : says || id })}
      </li>
    )
  })
}
