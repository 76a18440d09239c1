import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './collect.module.css'
import { ruleSays } from './naming.ts'
import { useRuleWords } from './use-rule-words.ts'

/** Who uses a name, what it meant before, and ending it. */
export function NamedHistory({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('naming')
  const format = useFormat()
  const words = useRuleWords()
  const refused = useNotAllowed('collect:write')
  const { data, error } = useQuery(orpc.collect.namedEvent.queryOptions({ input: { id } }))
  const after = { refreshes: ['collect', 'insight', 'audience'] as const, onDone }
  const restore = useAct((version: number) => api.collect.restoreNamedEvent({ id, version }), {
    ...after,
    done: t('restored'),
  })
  const archive = useAct(() => api.collect.archiveNamedEvent({ id }), {
    ...after,
    done: t('archivedDone'),
  })
  if (error) return <ErrorNote error={error} />
  if (!data) return null
  const { uses, versions, version: current, archivedAt } = data
  return (
    <>
      <section>
        <h3>{t('uses')}</h3>
        {uses.length === 0 && <p className={css.muted}>{t('noUses')}</p>}
        <ul>
          {uses.map((use) => (
            <li key={use.id}>
              <Link to={use.kind === 'segment' ? paths.segment(use.id) : paths.journey(use.id)}>
                {use.name}
              </Link>{' '}
              <small className={css.muted}>{t(`kinds.${use.kind}`)}</small>
            </li>
          ))}
        </ul>
        {!archivedAt && (
          <Popconfirm
            title={t('archiveTitle')}
            disabled={refused !== undefined || uses.length > 0}
            onConfirm={() => archive.mutate(undefined)}
          >
            <ActionButton
              danger
              loading={archive.isPending}
              disabledReason={refused ?? (uses.length > 0 ? t('inUse') : undefined)}
            >
              {t('archive')}
            </ActionButton>
          </Popconfirm>
        )}
      </section>
      <section>
        <h3>{t('versions')}</h3>
        <ol className={css.samples}>
          {versions.map(({ version, rule, at, by, archived }) => (
            <li key={version}>
              <span>
                {t('version', { version })} · {format.time(at)} · {by}
                {archived && ` · ${t('archived')}`}
              </span>
              <span className={css.muted}>{ruleSays(rule, words)}</span>
              {(version !== current || archivedAt) && !archived && refused === undefined && (
                <Button
                  size="small"
                  className={css.flushLink}
                  type="link"
                  loading={restore.isPending}
                  onClick={() => restore.mutate(version)}
                >
                  {t('restore')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
