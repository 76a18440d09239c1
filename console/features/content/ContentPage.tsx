import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ACTS } from '#modules/content/model/lifecycle.ts'
import type { Act } from '#modules/content/model/lifecycle.ts'
import { api, orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tags } from '../../ui/Tags.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './ContentPage.module.css'
import { ContentStatus } from './ContentStatus.tsx'
import { Links } from './Links.tsx'
import { PhonePreview } from './PhonePreview.tsx'
import { Results } from './Results.tsx'
import type { Item } from './types.ts'

export function ContentPage() {
  const { id = '' } = useParams({ strict: false })
  const item = useQuery(orpc.content.getItem.queryOptions({ input: { id } }))
  return <Loaded query={item}>{(found) => <One item={found} />}</Loaded>
}

function One({ item }: { item: Item }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const navigate = useNavigate()
  const notAllowed = useNotAllowed('content:write')
  const [isArchiving, setArchiving] = useState(false)
  const moving = useAct((act: Act) => api.content.moveItem({ id: item.id, act }), {
    refreshes: ['content'],
    done: t('page.moved'),
  })
  const possible = ACTS.filter((act) => !['refused', 'no_change'].includes(item.acts[act]))
  return (
    <Page
      title={item.title}
      back={<Link to={paths.library()}>{t('list.title')}</Link>}
      badge={<ContentStatus status={item.status} />}
      actions={
        <>
          {possible.map((act) => (
            <ActionButton
              key={act}
              type={act === 'publish' ? 'primary' : 'default'}
              danger={act === 'archive'}
              disabledReason={notAllowed}
              loading={moving.isPending && moving.variables === act}
              onClick={() => (act === 'archive' ? setArchiving(true) : moving.mutate(act))}
            >
              {t(`act.${act}`)}
            </ActionButton>
          ))}
          {item.status !== 'archived' && (
            <ActionButton
              disabledReason={notAllowed}
              onClick={() => void navigate({ to: paths.editContent(item.id) })}
            >
              {t('page.edit')}
            </ActionButton>
          )}
        </>
      }
    >
      <div className={css.sides}>
        <div className={css.main}>
          <Results item={item} />
          <Links contentId={item.id} targetUrl={item.targetUrl ?? item.pageUrl} />
        </div>
        <div className={css.main}>
          <PhonePreview contentId={item.id} />
          <Panel title={t('page.about')}>
            <Facts
              items={[
                { label: t('list.kind'), value: t(`kind.${item.kind}`) },
                {
                  label: t('list.stage'),
                  value: item.purchaseStage ? t(`stage.${item.purchaseStage}`) : NOTHING,
                },
                {
                  label: t('list.answers'),
                  value: item.answers ? t(`question.${item.answers}`) : NOTHING,
                },
                { label: t('list.source'), value: t(`source.${item.source}`) },
                {
                  label: t('list.tags'),
                  value: <Tags first={item.sceneTags} of={item.productTags} />,
                },
                {
                  label: t('page.published'),
                  value: item.publishedAt ? format.time(item.publishedAt) : NOTHING,
                },
                {
                  label: t('list.updated'),
                  value: `${format.time(item.updatedAt)} · ${t('page.revision', { revision: item.revision })}`,
                },
                {
                  label: t('page.openPage'),
                  value: item.pageUrl ? (
                    <a href={item.pageUrl} target="_blank" rel="noreferrer">
                      {item.pageUrl}
                    </a>
                  ) : (
                    NOTHING
                  ),
                },
              ]}
            />
          </Panel>
        </div>
      </div>
      <ConfirmDanger
        isOpen={isArchiving}
        title={t('archive.title')}
        consequences={[t('archive.stops'), t('archive.sent'), t('archive.back')]}
        name={item.title}
        verb={t('act.archive')}
        onConfirm={() => moving.mutateAsync('archive')}
        onClose={() => setArchiving(false)}
      />
    </Page>
  )
}
