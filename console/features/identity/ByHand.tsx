import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useConsequences } from './use-consequences.ts'
import css from './identity.module.css'

type Action = Awaited<ReturnType<typeof api.identity.actions>>['items'][number]
type Forbidden = Awaited<ReturnType<typeof api.identity.forbidden>>['items'][number]

const SPEC = {} as const

/** What people did to the graph, to be undone; and the links they forbade, to be lifted. */
export function ByHand() {
  const { t } = useTranslation('identity')
  const showError = useShowError()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<Action>()
  const consequences = useConsequences(asked && { kind: 'undo', id: asked.actionId })
  const done = async (said: string) => {
    void message.success(said)
    await queryClient.invalidateQueries()
  }
  const undo = useMutation({
    mutationFn: (id: string) => api.identity.undo({ id, why: '' }),
    onError: showError,
    onSuccess: () => done(t('hand.undone')),
  })
  const lift = useMutation({
    mutationFn: ({ a, b }: Forbidden) => api.identity.lift({ a: a.identId, b: b.identId, why: '' }),
    onError: showError,
    onSuccess: () => done(t('hand.lifted')),
  })
  const actions = useList<Action>({
    key: [['identity'], 'actions'],
    load: (cursor, signal) =>
      api.identity.actions({ ...(cursor && { cursor }) }, { ...(signal && { signal }) }),
  })
  const forbidden = useList<Forbidden>({
    key: [['identity'], 'forbidden'],
    load: (cursor, signal) =>
      api.identity.forbidden({ ...(cursor && { cursor }) }, { ...(signal && { signal }) }),
  })
  return (
    <>
      <section className={css.conflicts}>
        <h2>{t('hand.actions')}</h2>
        <p className={css.muted}>{t('hand.actionsHint')}</p>
        <DataTable
          id="identity-actions"
          label={t('hand.actions')}
          columns={useActionColumns(setAsked)}
          list={actions}
          control={useTableState(SPEC)}
          rowKey={(row) => row.actionId}
          empty={<EmptyState title={t('hand.none')} text={t('hand.noneText')} />}
        />
      </section>
      <section className={css.conflicts}>
        <h2>{t('hand.forbidden')}</h2>
        <p className={css.muted}>{t('hand.forbiddenHint')}</p>
        <DataTable
          id="identity-forbidden"
          label={t('hand.forbidden')}
          columns={useForbiddenColumns((row) => lift.mutate(row))}
          list={forbidden}
          control={useTableState(SPEC)}
          rowKey={(row) => `${row.a.identId} ${row.b.identId}`}
          empty={<EmptyState title={t('hand.allowed')} text={t('hand.allowedText')} />}
        />
      </section>
      <ConfirmDanger
        isOpen={asked !== undefined}
        title={t('hand.undoTitle')}
        consequences={consequences}
        name={t('hand.undo')}
        verb={t('hand.undo')}
        onConfirm={() => (asked ? undo.mutateAsync(asked.actionId) : undefined)}
        onClose={() => setAsked(undefined)}
      />
    </>
  )
}

function useActionColumns(onUndo: (row: Action) => void): readonly Column<Action>[] {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const notAllowed = useNotAllowed('identity:write')
  return useMemo(
    () => [
      {
        key: 'kind',
        title: t('hand.what'),
        isMain: true,
        width: 160,
        render: (row) => `${t(`hand.kind.${row.kind}`)} #${row.actionId}`,
        text: (row) => t(`hand.kind.${row.kind}`),
      },
      {
        key: 'why',
        title: t('page.mergeWhy'),
        width: 220,
        render: (row) => (row.undoes ? t('hand.undoes', { id: row.undoes }) : row.why),
        text: (row) => row.why,
      },
      {
        key: 'by',
        title: t('hand.by'),
        width: 140,
        render: (row) => row.by,
        text: (row) => row.by,
      },
      {
        key: 'at',
        title: t('page.at'),
        width: 160,
        render: (row) => format.time(row.at),
        text: (row) => format.time(row.at),
      },
      {
        key: 'undo',
        title: t('hand.undo'),
        width: 140,
        render: (row) =>
          row.undoneBy ? (
            <span className={css.muted}>{t('hand.undoneBy', { id: row.undoneBy })}</span>
          ) : (
            <ActionButton size="small" disabledReason={notAllowed} onClick={() => onUndo(row)}>
              {t('hand.undo')}
            </ActionButton>
          ),
        text: (row) => row.undoneBy ?? '',
      },
    ],
    [t, format, notAllowed, onUndo],
  )
}

function useForbiddenColumns(onLift: (row: Forbidden) => void): readonly Column<Forbidden>[] {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const notAllowed = useNotAllowed('identity:write')
  const name = ({ kind, value }: Forbidden['a']) => `${t(`kind.${kind}`)} ${value}`
  return [
    {
      key: 'pair',
      title: t('page.pair'),
      isMain: true,
      width: 320,
      render: ({ a, b }) => (
        <>
          <Link to={paths.person(a.personId)}>{name(a)}</Link>
          {' ↮ '}
          <Link to={paths.person(b.personId)}>{name(b)}</Link>
        </>
      ),
      text: ({ a, b }) => `${name(a)} ↮ ${name(b)}`,
    },
    {
      key: 'why',
      title: t('page.mergeWhy'),
      width: 200,
      render: (row) => row.why,
      text: (row) => row.why,
    },
    { key: 'by', title: t('hand.by'), width: 140, render: (row) => row.by, text: (row) => row.by },
    {
      key: 'at',
      title: t('page.at'),
      width: 160,
      render: (row) => format.time(row.at),
      text: (row) => format.time(row.at),
    },
    {
      key: 'lift',
      title: t('hand.lift'),
      width: 120,
      render: (row) => (
        <ActionButton size="small" disabledReason={notAllowed} onClick={() => onLift(row)}>
          {t('hand.lift')}
        </ActionButton>
      ),
      text: () => '',
    },
  ]
}
