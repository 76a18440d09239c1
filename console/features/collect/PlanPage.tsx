import { useMutation, useQuery } from '@tanstack/react-query'
import { Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import css from './collect.module.css'
import { PlanDrawer } from './PlanDrawer.tsx'
import type { Edited } from './PlanDrawer.tsx'
import { PlanDrift } from './PlanDrift.tsx'
import { PlanTable } from './PlanTable.tsx'
import { MODES, editedOf, newlyPlanned } from './planned.ts'
import type { Mode } from './planned.ts'

const SPEC = { filters: ['mode', 'find'] } as const

/** What events should look like, and where those that arrive do not. */
export function PlanPage() {
  const { t } = useTranslation('collect')
  const { state, set } = useTableState(SPEC)
  const [edited, setEdited] = useState<Edited>()
  const plan = useQuery(orpc.collect.trackingPlan.queryOptions({ input: {} }))
  const drift = useQuery(orpc.collect.planDrift.queryOptions({ input: { days: 7 } }))
  const refused = useNotAllowed('collect:write')
  const mode = state.filters.mode?.[0]
  const find = state.filters.find?.[0] ?? ''
  const choose = (name: string, value: string | undefined) => {
    const { [name]: _old, ...rest } = state.filters
    set({ filters: value ? { ...rest, [name]: [value] } : rest })
  }
  const items = plan.data?.items ?? []
  const rows = items.filter(
    ({ event, label, definition }) =>
      (mode === undefined || definition.mode === mode) &&
      `${event} ${label} ${definition.owner}`.toLowerCase().includes(find.toLowerCase()),
  )
  const error = plan.error ?? drift.error
  return (
    <Page
      title={t('plan.title')}
      description={t('plan.description')}
      isWide
      actions={
        <ActionButton
          type="primary"
          disabledReason={refused}
          onClick={() => setEdited(newlyPlanned('', undefined))}
        >
          {t('plan.add')}
        </ActionButton>
      }
    >
      {error && <ErrorNote error={error} />}
      {drift.data && (
        <PlanDrift drift={drift.data} plan={items} refused={refused} onEdit={setEdited} />
      )}
      <section className={css.frame} aria-label={t('plan.events')}>
        <div className={css.bar} role="search">
          <Input.Search
            allowClear
            style={{ width: 220 }}
            aria-label={t('plan.find')}
            placeholder={t('plan.find')}
            defaultValue={find}
            onSearch={(text) => choose('find', text.trim())}
          />
          <Select<Mode>
            allowClear
            style={{ minWidth: 140 }}
            aria-label={t('plan.mode')}
            placeholder={t('plan.anyMode')}
            value={MODES.find((one) => one === mode) ?? null}
            options={MODES.map((value) => ({ value, label: t(`plan.modes.${value}`) }))}
            onChange={(value) => choose('mode', value)}
          />
          {plan.data && <Unplanned mode={plan.data.unplanned} refused={refused} />}
        </div>
        {plan.isPending && <Skeleton active style={{ padding: 16 }} />}
        {plan.data && (
          <PlanTable
            rows={rows}
            drift={drift.data?.items ?? []}
            refused={refused}
            onEdit={(row) => setEdited(editedOf(row))}
          />
        )}
      </section>
      {edited && (
        <PlanDrawer edited={edited} refused={refused} onClose={() => setEdited(undefined)} />
      )}
    </Page>
  )
}

function Unplanned({ mode, refused }: { mode: Mode; refused: string | undefined }) {
  const { t } = useTranslation('collect')
  const showError = useShowError()
  const decide = useMutation({
    mutationFn: (next: Mode) => api.collect.planRest({ mode: next }),
    onError: showError,
    onSuccess: () => refresh('collect'),
  })
  return (
    <label className={css.state}>
      {t('plan.unplanned')}{' '}
      <Select<Mode>
        style={{ minWidth: 110 }}
        aria-label={t('plan.unplanned')}
        disabled={refused !== undefined}
        loading={decide.isPending}
        value={mode}
        options={MODES.map((value) => ({ value, label: t(`plan.modes.${value}`) }))}
        onChange={(value) => decide.mutate(value)}
      />
    </label>
  )
}
