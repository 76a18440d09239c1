import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GameAct } from '#modules/fission/model/game.ts'
import { api, orpc } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { Compliance } from './Compliance.tsx'
import css from './fission.module.css'
import { GameForm, rulesOf, valuesOf } from './GameForm.tsx'
import type { GameValues } from './GameForm.tsx'
import { GamePages } from './GamePages.tsx'
import { GameRules } from './GameRules.tsx'
import { GameState } from './GameState.tsx'
import { Ledger } from './Ledger.tsx'
import { SpreadNumbers } from './SpreadNumbers.tsx'
import { SpreadTree } from './SpreadTree.tsx'
import type { Game } from './types.ts'

export function GamePage() {
  const { id = '' } = useParams({ strict: false })
  const game = useQuery(orpc.fission.game.queryOptions({ input: { gameId: id } }))
  return <Loaded query={game}>{(found) => <One game={found} />}</Loaded>
}

const SHOWN_ACTS = ['publish', 'pause', 'resume', 'end'] as const

function One({ game }: { game: Game }) {
  const { t } = useTranslation(['fission', 'kit'])
  const notAllowed = useNotAllowed('fission:write')
  const [asked, setAsked] = useState<'publish' | 'end'>()
  const { gameId, name, state, may } = game
  const acting = useAct((act: GameAct) => api.fission.actOnGame({ gameId, act }), {
    refreshes: ['fission'],
    done: t('acts.done'),
    onDone: () => setAsked(undefined),
  })
  const press = (act: GameAct) =>
    act === 'publish' || act === 'end' ? setAsked(act) : acting.mutate(act)
  return (
    <Page
      title={name}
      back={<Link to={paths.games()}>{t('list.title')}</Link>}
      badge={<GameState state={state} />}
      actions={SHOWN_ACTS.filter((act) => may.includes(act)).map((act) => (
        <ActionButton
          key={act}
          type={act === 'publish' || act === 'resume' ? 'primary' : 'default'}
          danger={act === 'end'}
          disabledReason={notAllowed}
          loading={acting.isPending && acting.variables === act}
          onClick={() => press(act)}
        >
          {t(`acts.${act}`)}
        </ActionButton>
      ))}
    >
      {state === 'draft' ? <DraftGame game={game} /> : <Played game={game} />}
      <GamePages game={game} />
      <Modal
        open={asked === 'publish'}
        title={t('acts.publishTitle')}
        okText={t('acts.publish')}
        cancelText={t('cancel', { ns: 'kit' })}
        confirmLoading={acting.isPending}
        onOk={() => acting.mutate('publish')}
        onCancel={() => setAsked(undefined)}
        width={640}
      >
        <p className={css.hint}>{t('acts.publishText')}</p>
        <Compliance />
      </Modal>
      <ConfirmDanger
        isOpen={asked === 'end'}
        title={t('acts.endTitle')}
        consequences={[t('acts.endInvites'), t('acts.endGranted'), t('acts.endForEver')]}
        name={name}
        verb={t('acts.end')}
        onConfirm={() => acting.mutateAsync('end')}
        onClose={() => setAsked(undefined)}
      />
    </Page>
  )
}

function DraftGame({ game }: { game: Game }) {
  const { t } = useTranslation('fission')
  const notAllowed = useNotAllowed('fission:write')
  const [form] = Form.useForm<GameValues>()
  const showProblem = useFormProblem(form)
  const saving = useAct(
    (values: GameValues) => api.fission.changeGame({ gameId: game.gameId, ...rulesOf(values) }),
    { refreshes: ['fission'], done: t('form.saved'), onRefused: showProblem },
  )
  return (
    <div className={css.sides}>
      <Panel
        title={t('form.title')}
        extra={
          <ActionButton
            size="small"
            disabledReason={notAllowed}
            loading={saving.isPending}
            onClick={form.submit}
          >
            {t('form.saveDraft')}
          </ActionButton>
        }
      >
        <GameForm form={form} initial={valuesOf(game.name, game.rules)} onSave={saving.mutate} />
      </Panel>
      <Panel title={t('compliance.title')}>
        <Compliance />
      </Panel>
    </div>
  )
}

function Played({ game }: { game: Game }) {
  const { t } = useTranslation('fission')
  const tree = useQuery(
    orpc.fission.tree.queryOptions({ input: { gameId: game.gameId, limit: 2_000 } }),
  )
  return (
    <Loaded query={tree}>
      {(found) => (
        <>
          <SpreadNumbers tree={found} />
          <div className={css.sides}>
            <Panel>
              <SpreadTree tree={found} />
            </Panel>
            <Panel title={t('form.title')}>
              <GameRules game={game} />
            </Panel>
          </div>
          <Panel title={t('ledger.title')} isFlush>
            <Ledger tree={found} />
          </Panel>
        </>
      )}
    </Loaded>
  )
}
