import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LifecycleRules, STAGES, TIERS } from '#modules/profile/model/lifecycle.ts'
import { api, orpc } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { BarChart } from '../../chart/BarChart.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './profile.module.css'
import { useWords } from './words.ts'

type Lifecycle = Awaited<ReturnType<typeof api.profile.lifecycle>>
type RuleName = keyof LifecycleRules

const STAGE_RULES = ['newDays', 'silentAfterDays', 'lostAfterDays', 'payingDays'] as const
const TIER_RULES = [
  'loyalOrders',
  'qualityPaidFen',
  'lowFrequencyAfterDays',
  'lostBuyerAfterDays',
] as const

/** The rules of stages and tiers, with what a change of them would do. */
export function LifecyclePage() {
  const { t } = useTranslation('profile')
  const { data, error, refetch } = useQuery(orpc.profile.lifecycle.queryOptions({ input: {} }))
  if (data) return <Whole key={JSON.stringify(data.rules)} lifecycle={data} />
  return (
    <Page title={t('lifecycle.title')} description={t('lifecycle.description')}>
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton active />}
    </Page>
  )
}

function Whole({ lifecycle }: { lifecycle: Lifecycle }) {
  const { t } = useTranslation(['profile', 'kit'])
  const words = useWords()
  const notAllowed = useNotAllowed('profile:write')
  const showError = useShowError()
  const { modal, message } = App.useApp()
  const [rules, setRules] = useState<LifecycleRules>(lifecycle.rules)
  const isChanged = JSON.stringify(rules) !== JSON.stringify(lifecycle.rules)
  const checked = LifecycleRules.safeParse(rules)
  const preview = useQuery({
    ...orpc.profile.previewLifecycle.queryOptions({ input: { rules } }),
    enabled: isChanged && checked.success,
    placeholderData: keepPreviousData,
  })
  const save = useMutation({
    mutationFn: () => api.profile.setLifecycle({ rules }),
    onError: showError,
    onSuccess: async ({ people }) => {
      void message.success(t('profile:lifecycle.saved', { count: people }))
      await refresh('profile')
    },
  })
  const wrong = new Set(checked.success ? [] : checked.error.issues.map(({ path }) => path[0]))
  const whyNothing = !isChanged
    ? t('profile:lifecycle.noMove')
    : checked.success
      ? undefined
      : t('kit:error.invalid')
  const whyNot = notAllowed ?? whyNothing
  const next = isChanged && checked.success ? preview.data : undefined
  const bars = <Name extends string>(
    names: readonly Name[],
    now: Partial<Record<Name, number>>,
    then: Partial<Record<Name, number>> | undefined,
    nameOf: (name: Name) => string,
  ) =>
    names.map((name) => ({
      name: nameOf(name),
      value: (then ?? now)[name] ?? 0,
      ...(then && { previous: now[name] ?? 0 }),
    }))
  const ask = () =>
    modal.confirm({
      title: t('profile:lifecycle.ask'),
      content: t('profile:lifecycle.askText'),
      okText: t('profile:lifecycle.save'),
      onOk: () => save.mutateAsync(),
    })
  return (
    <Page
      title={t('profile:lifecycle.title')}
      description={t('profile:lifecycle.description')}
      asOf={lifecycle.asOf}
      badge={
        <Tag>
          {lifecycle.isDefault ? t('profile:lifecycle.isDefault') : t('profile:lifecycle.isOwn')}
        </Tag>
      }
      actions={
        <>
          {isChanged && (
            <Button onClick={() => setRules(lifecycle.rules)}>
              {t('profile:lifecycle.reset')}
            </Button>
          )}
          <ActionButton type="primary" disabledReason={whyNot} onClick={() => void ask()}>
            {t('profile:lifecycle.save')}
          </ActionButton>
        </>
      }
    >
      <div className={css.pair}>
        <Rules
          title={t('profile:lifecycle.stages')}
          names={STAGE_RULES}
          rules={rules}
          wrong={wrong}
          onChange={setRules}
        />
        <Rules
          title={t('profile:lifecycle.tiers')}
          names={TIER_RULES}
          rules={rules}
          wrong={wrong}
          onChange={setRules}
        />
      </div>
      {preview.error && <ErrorNote error={preview.error} />}
      <div className={css.pair}>
        <Panel>
          <BarChart
            title={t('profile:lifecycle.stageSplit')}
            definition={t('profile:lifecycle.splitDefinition')}
            bars={bars(STAGES, lifecycle.stages, next?.stages, words.stage)}
          />
        </Panel>
        <Panel>
          <BarChart
            title={t('profile:lifecycle.tierSplit')}
            definition={t('profile:lifecycle.splitDefinition')}
            bars={bars(TIERS, lifecycle.tiers, next?.tiers, words.tier)}
          />
        </Panel>
      </div>
      {next && <Moves now={lifecycle} next={next} />}
    </Page>
  )
}

interface RulesProps {
  title: string
  names: readonly RuleName[]
  rules: LifecycleRules
  wrong: ReadonlySet<PropertyKey | undefined>
  onChange: (rules: LifecycleRules) => void
}

const FEN = 100

function Rules({ title, names, rules, wrong, onChange }: RulesProps) {
  const { t } = useTranslation('profile')
  const unitOf = (name: RuleName) =>
    name === 'qualityPaidFen'
      ? t('lifecycle.yuan')
      : name === 'loyalOrders'
        ? t('lifecycle.orders')
        : t('lifecycle.days')
  const scale = (name: RuleName) => (name === 'qualityPaidFen' ? FEN : 1)
  return (
    <Panel title={title}>
      {names.map((name) => (
        <label key={name} className={css.rule}>
          <span>
            {t(`lifecycle.${name}`)}
            {wrong.has(name) && (
              <span className={css.error}>
                {' '}
                {t('lifecycle.needMore', {
                  than: t(name === 'lostAfterDays' ? 'stage.silent' : 'tier.low_frequency'),
                })}
              </span>
            )}
          </span>
          <InputNumber
            min={1}
            value={rules[name] / scale(name)}
            status={wrong.has(name) ? 'error' : ''}
            suffix={unitOf(name)}
            style={{ width: 132 }}
            onChange={(value) =>
              onChange({ ...rules, [name]: Math.round((value ?? 1) * scale(name)) })
            }
          />
        </label>
      ))}
    </Panel>
  )
}

interface Split {
  stages: Partial<Record<string, number>>
  tiers: Partial<Record<string, number>>
}

/** Who would move, in words. */
function Moves({ now, next }: { now: Split; next: Split }) {
  const { t } = useTranslation('profile')
  const words = useWords()
  const format = useFormat()
  const moves = [
    ...STAGES.map((name) => ({
      name: words.stage(name),
      by: (next.stages[name] ?? 0) - (now.stages[name] ?? 0),
    })),
    ...TIERS.map((name) => ({
      name: words.tier(name),
      by: (next.tiers[name] ?? 0) - (now.tiers[name] ?? 0),
    })),
  ].filter(({ by }) => by !== 0)
  return (
    <Panel title={t('lifecycle.changed')}>
      {moves.length === 0 && <p className={css.muted}>{t('lifecycle.noMove')}</p>}
      <div className={css.tags}>
        {moves.map(({ name, by }, i) => (
          <Tag key={`${name}${i}`}>
            {t('lifecycle.moves', {
              name,
              change: `${by > 0 ? '+' : '−'}${format.number(Math.abs(by))}`,
            })}
          </Tag>
        ))}
      </div>
    </Panel>
  )
}
