import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvidenceEdge, IdentifierNode } from '#modules/identity/contract.ts'
import { api, orpc } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { Why } from '../../ui/Why.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { EvidenceList } from './EvidenceList.tsx'
import { Forbid } from './Forbid.tsx'
import { GraphPicture } from './GraphPicture.tsx'
import { useConsequences } from './use-consequences.ts'
import css from './identity.module.css'

/** Why these identifiers are one person; asking, splitting, taking evidence back. */
export function IdentityPanel({ personId }: { personId: string }) {
  const { t } = useTranslation(['identity', 'kit'])
  const format = useFormat()
  const notAllowed = useNotAllowed('identity:write')
  const navigate = useNavigate()
  const showError = useShowError()
  const { notification } = App.useApp()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isAsking, setAsking] = useState(false)
  const [isSplitting, setSplitting] = useState(false)
  const [asked, setAsked] = useState<EvidenceEdge>()
  const { data, error, refetch } = useQuery(
    orpc.identity.graph.queryOptions({ input: { personId } }),
  )
  const [a = '', b = ''] = chosen
  const explained = useQuery({
    ...orpc.identity.explain.queryOptions({ input: { a, b } }),
    enabled: isAsking && chosen.length === 2,
  })
  const split = useMutation({
    mutationFn: () => api.identity.split({ personId, identIds: [...chosen], why: '' }),
    onError: showError,
    onSuccess: async (made) => {
      setChosen([])
      notification.success({
        title: t('identity:splitDone', { id: made.personId }),
        actions: (
          <Button size="small" onClick={() => void navigate({ to: paths.person(made.personId) })}>
            {t('identity:openNew')}
          </Button>
        ),
      })
      // A split moves history itself: whatever is on the screen may have changed.
      await queryClient.invalidateQueries()
    },
  })
  const moves = useConsequences(
    isSplitting ? { kind: 'split', personId, identIds: [...chosen] } : undefined,
  )
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton active />
  const { nodes, edges, absorbed } = data
  const nameOf = (id: string, among: readonly IdentifierNode[] = nodes) => {
    const node = among.find(({ identId }) => identId === id)
    return node ? `${t(`identity:kind.${node.kind}`)} ${node.value}` : id
  }
  const toggle = (id: string) =>
    setChosen((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id]))
  const chain = isAsking ? (explained.data?.chain ?? []) : []
  const isPicked = chosen.length > 0 && chosen.length < nodes.length
  const whyNoSplit = notAllowed ?? (isPicked ? undefined : t('identity:splitPick'))
  return (
    <div className={css.column}>
      <Panel title={t('identity:graph')}>
        <p className={css.muted}>{t('identity:graphHint')}</p>
        <div className={css.bar}>
          <span className={css.muted}>{t('identity:selected', { count: chosen.length })}</span>
          <ActionButton
            size="small"
            disabledReason={chosen.length === 2 ? undefined : t('identity:explainPick')}
            onClick={() => setAsking(true)}
          >
            {t('identity:explain')}
          </ActionButton>
          <ActionButton
            size="small"
            danger
            disabledReason={whyNoSplit}
            onClick={() => setSplitting(true)}
          >
            {t('identity:split')}
          </ActionButton>
          <Forbid a={a} b={b} isPair={chosen.length === 2} names={chosen.map((id) => nameOf(id))} />
        </div>
        <GraphPicture
          nodes={nodes}
          edges={edges}
          chosen={chosen}
          chain={new Set(chain.map(({ evidenceId }) => evidenceId))}
          onToggle={toggle}
          onEdge={setAsked}
        />
        {absorbed.length > 0 && (
          <p className={css.muted}>{t('identity:absorbed', { ids: absorbed.join(', ') })}</p>
        )}
      </Panel>
      <Panel title={t('identity:identifiers')}>
        <ul className={css.lines}>
          {nodes.map((node) => (
            <li key={node.identId}>
              <Checkbox
                checked={chosen.includes(node.identId)}
                onChange={() => toggle(node.identId)}
              >
                {nameOf(node.identId)}{' '}
                {node.scope === 'logged_out' ? (
                  <span className={css.muted}>{t('identity:scopeLoggedOut')}</span>
                ) : (
                  node.scope && <code>{node.scope}</code>
                )}
              </Checkbox>
              <span className={css.end}>
                {t('identity:seen', { at: format.time(node.firstSeenAt) })}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <EvidenceList edges={edges} nameOf={nameOf} asked={asked} onAsk={setAsked} />
      <Why
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        question={t('identity:explainQuestion', { a: nameOf(a), b: nameOf(b) })}
        answer={
          explained.data &&
          (explained.data.onePerson
            ? t('identity:explainAnswer', { count: explained.data.chain.length })
            : t('identity:explainApart'))
        }
        steps={explained.data?.chain.map((edge) => ({
          key: edge.evidenceId,
          says: t('identity:link', {
            a: nameOf(edge.a, explained.data.nodes),
            b: nameOf(edge.b, explained.data.nodes),
          }),
          at: edge.at,
          detail: `${t('identity:by', { rule: t(`identity:rule.${edge.rule}`), source: edge.source })} · ${edge.messageId}`,
          weight: 'for',
        }))}
      />
      <ConfirmDanger
        isOpen={isSplitting}
        title={t('identity:splitTitle', { count: chosen.length })}
        consequences={[
          t('identity:splitWill1', { names: chosen.map((id) => nameOf(id)).join(', ') }),
          ...moves,
          t('identity:splitWill3'),
          t('identity:splitWill4'),
        ]}
        name={t('identity:splitName')}
        verb={t('identity:split')}
        onConfirm={() => split.mutateAsync()}
        onClose={() => setSplitting(false)}
      />
    </div>
  )
}
