import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { ContentForm } from './ContentForm.tsx'
import { EMPTY_DRAFT, inputOf } from './draft.ts'
import type { Draft } from './draft.ts'

export function NewContentPage() {
  const { t } = useTranslation('content')
  const navigate = useNavigate()
  const [form] = Form.useForm<Draft>()
  const showProblem = useFormProblem(form)
  const notAllowed = useNotAllowed('content:write')
  const [isPublishing, setPublishing] = useState(false)
  const saving = useAct(
    async (draft: Draft) => {
      const item = await api.content.createItem(inputOf(draft))
      return isPublishing ? api.content.moveItem({ id: item.id, act: 'publish' }) : item
    },
    {
      refreshes: ['content'],
      done: t('form.saved'),
      onRefused: showProblem,
      onDone: ({ id }) => void navigate({ to: paths.content(id) }),
    },
  )
  const save = (publish: boolean) => {
    setPublishing(publish)
    // The state must be there before the form calls back.
    setTimeout(form.submit)
  }
  return (
    <Page
      title={t('form.new')}
      back={<Link to={paths.library()}>{t('list.title')}</Link>}
      actions={
        <>
          <Button onClick={() => save(false)} loading={saving.isPending && !isPublishing}>
            {t('form.save')}
          </Button>
          <ActionButton
            type="primary"
            disabledReason={notAllowed}
            loading={saving.isPending && isPublishing}
            onClick={() => save(true)}
          >
            {t('form.saveAndPublish')}
          </ActionButton>
        </>
      }
    >
      <Panel>
        <ContentForm form={form} initial={EMPTY_DRAFT} onSave={saving.mutate} />
      </Panel>
    </Page>
  )
}
