import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { ContentForm } from './ContentForm.tsx'
import { draftOf, inputOf } from './draft.ts'
import type { Draft } from './draft.ts'
import type { Item } from './types.ts'

export function EditContentPage() {
  const { id = '' } = useParams({ strict: false })
  const item = useQuery({
    ...orpc.content.getItem.queryOptions({ input: { id } }),
    refetchOnWindowFocus: false,
  })
  return <Loaded query={item}>{(found) => <Editor item={found} />}</Loaded>
}

function Editor({ item }: { item: Item }) {
  const { t } = useTranslation('content')
  const navigate = useNavigate()
  const [form] = Form.useForm<Draft>()
  const showProblem = useFormProblem(form)
  const notAllowed = useNotAllowed('content:write')
  const saving = useAct(
    (draft: Draft) =>
      api.content.updateItem({ ...inputOf(draft), id: item.id, revision: item.revision }),
    {
      refreshes: ['content'],
      done: t('form.saved'),
      onRefused: showProblem,
      onDone: () => void navigate({ to: paths.content(item.id) }),
    },
  )
  return (
    <Page
      title={t('form.edit')}
      back={<Link to={paths.content(item.id)}>{item.title}</Link>}
      actions={
        <ActionButton
          type="primary"
          disabledReason={notAllowed}
          loading={saving.isPending}
          onClick={form.submit}
        >
          {t('form.save')}
        </ActionButton>
      }
    >
      <Panel>
        <ContentForm form={form} initial={draftOf(item)} onSave={saving.mutate} />
      </Panel>
    </Page>
  )
}
