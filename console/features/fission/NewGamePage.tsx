import { Link, useNavigate } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { Compliance } from './Compliance.tsx'
import css from './fission.module.css'
import { GameForm, NEW_GAME, rulesOf } from './GameForm.tsx'
import type { GameValues } from './GameForm.tsx'

export function NewGamePage() {
  const { t } = useTranslation('fission')
  const navigate = useNavigate()
  const notAllowed = useNotAllowed('fission:write')
  const [form] = Form.useForm<GameValues>()
  const showProblem = useFormProblem(form)
  const making = useAct((values: GameValues) => api.fission.createGame(rulesOf(values)), {
    refreshes: ['fission'],
    onRefused: showProblem,
    onDone: ({ gameId }) => void navigate({ to: paths.game(gameId) }),
  })
  return (
    <Page
      title={t('list.create')}
      description={t('form.about')}
      back={<Link to={paths.games()}>{t('list.title')}</Link>}
      actions={
        <ActionButton
          type="primary"
          disabledReason={notAllowed}
          loading={making.isPending}
          onClick={form.submit}
        >
          {t('form.saveDraft')}
        </ActionButton>
      }
    >
      <div className={css.sides}>
        <Panel>
          <GameForm form={form} initial={NEW_GAME} onSave={making.mutate} />
        </Panel>
        <Panel title={t('compliance.title')}>
          <Compliance />
        </Panel>
      </div>
    </Page>
  )
}
