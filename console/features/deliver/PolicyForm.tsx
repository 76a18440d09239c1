import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Input, InputNumber, Select, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CARRIERS, CARRIER_SAYS } from '#modules/deliver/model/carrier.ts'
import type { LetterKind } from '#modules/deliver/model/carrier.ts'
import { WecomCap } from '#modules/deliver/model/policy.ts'
import type { Cap, Policy, Span } from '#modules/deliver/model/policy.ts'
import { ReasonCode, REASONS } from '#modules/deliver/model/reason.ts'
import { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useCapName } from './BudgetReport.tsx'
import css from './deliver.module.css'

const KINDS: readonly LetterKind[] = ['marketing', 'service']
const SPANS: Readonly<Record<string, Span>> = {
  rolling_24: { kind: 'rolling', hours: 24 },
  rolling_168: { kind: 'rolling', hours: 168 },
  calendar_day: { kind: 'calendar', unit: 'day' },
  calendar_week: { kind: 'calendar', unit: 'week' },
  calendar_month: { kind: 'calendar', unit: 'month' },
}
const spanKey = (span: Span): string =>
  span.kind === 'rolling' ? `rolling_${span.hours}` : `calendar_${span.unit}`

/** The rules, with what they would have done last week before they hold. */
export function PolicyForm({ policy, isDefault }: { policy: Policy; isDefault: boolean }) {
  const { t } = useTranslation('deliver')
  const notAllowed = useNotAllowed('deliver:write')
  const showError = useShowError()
  const [draft, setDraft] = useState(policy)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(policy)
  const put = (change: Partial<Policy>) => {
    setDraft({ ...draft, ...change })
    trying.reset()
  }
  const trying = useMutation({
    mutationFn: () => api.deliver.previewBudgetPolicy({ policy: draft, days: 7 }),
    onError: showError,
  })
  const saving = useAct(() => api.deliver.setBudgetPolicy({ policy: draft }), {
    refreshes: ['deliver'],
    done: t('policy.saved'),
  })
  return (
    <Panel
      title={isDefault ? t('policy.titleDefault') : t('policy.title')}
      extra={
        <>
          {isChanged && (
            <Button size="small" onClick={() => setDraft(policy)}>
              {t('policy.undo')}
            </Button>
          )}
          <Button size="small" loading={trying.isPending} onClick={() => trying.mutate()}>
            {t('policy.preview')}
          </Button>
          <ActionButton
            size="small"
            type="primary"
            disabledReason={notAllowed ?? (isChanged ? undefined : t('policy.same'))}
            loading={saving.isPending}
            onClick={() => saving.mutate(undefined)}
          >
            {t('policy.save')}
          </ActionButton>
        </>
      }
    >
      {trying.data && <Preview preview={trying.data} />}
      <h3 className={css.h3}>{t('policy.caps')}</h3>
      <Caps caps={draft.caps} onChange={(caps) => put({ caps })} />
      <div className={css.rules}>
        <QuietHours value={draft.quietHours} onChange={(quietHours) => put({ quietHours })} />
        <label>
          <span>{t('policy.consent')}</span>
          <Select
            value={draft.consent}
            options={(['opt_out', 'opt_in'] as const).map((one) => ({
              value: one,
              label: t(`policy.consents.${one}`),
            }))}
            onChange={(consent) => put({ consent })}
          />
        </label>
        <label>
          <span>{t('policy.wecomCap')}</span>
          <Select
            value={draft.wecomCap}
            options={WecomCap.options.map((one) => ({
              value: one,
              label: t(`policy.wecomCaps.${one}`),
            }))}
            onChange={(wecomCap) => put({ wecomCap })}
          />
        </label>
        <label>
          <span>{t('policy.patience')}</span>
          <InputNumber
            min={1}
            max={336}
            value={draft.staffPatienceHours}
            suffix={t('policy.hours')}
            style={{ width: '100%' }}
            onChange={(hours) => put({ staffPatienceHours: hours ?? policy.staffPatienceHours })}
          />
        </label>
      </div>
    </Panel>
  )
}

function Preview({
  preview,
}: {
  preview: Awaited<ReturnType<typeof api.deliver.previewBudgetPolicy>>
}) {
  const say = useSays()
  const format = useFormat()
  const reasons = Object.entries(preview.withheld).map(([word, n]) => {
    const known = ReasonCode.safeParse(word).data
    return `${known ? say(REASONS[known]) : word} ${format.number(n)}`
  })
  return (
    <Alert
      type="info"
      showIcon
      title={say(preview.says)}
      description={reasons.join(' · ')}
      style={{ marginBottom: 16 }}
    />
  )
}

function Caps({ caps, onChange }: { caps: readonly Cap[]; onChange: (caps: Cap[]) => void }) {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const capName = useCapName()
  const put = (index: number, change: Partial<Cap>) =>
    onChange(caps.map((cap, i) => (i === index ? { ...cap, ...change } : cap)))
  const add = () => {
    const taken = new Set(caps.map(({ id }) => id))
    let n = caps.length + 1
    while (taken.has(`cap_${n}`)) n += 1
    onChange([
      ...caps,
      {
        id: `cap_${n}`,
        carriers: [],
        kinds: ['marketing'],
        max: 1,
        span: { kind: 'rolling', hours: 24 },
      },
    ])
  }
  return (
    <div className={css.caps}>
      {caps.map((cap, i) => (
        <fieldset key={cap.id} className={css.capRow}>
          <legend className="sr-only">{capName(cap.id)}</legend>
          <span className={css.capName}>{capName(cap.id)}</span>
          <Select
            mode="multiple"
            aria-label={t('policy.kinds')}
            value={cap.kinds}
            options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            onChange={(kinds) => kinds.length > 0 && put(i, { kinds })}
          />
          <Select
            mode="multiple"
            aria-label={t('policy.carriers')}
            placeholder={t('policy.allCarriers')}
            value={cap.carriers}
            options={CARRIERS.map((one) => ({ value: one, label: say(CARRIER_SAYS[one]) }))}
            onChange={(carriers) => put(i, { carriers })}
          />
          <InputNumber
            aria-label={t('policy.max')}
            min={0}
            max={1_000}
            value={cap.max}
            suffix={t('policy.letters')}
            onChange={(max) => put(i, { max: max ?? 0 })}
          />
          <SpanSelect span={cap.span} onChange={(span) => put(i, { span })} />
          <Button
            type="text"
            aria-label={t('policy.removeCap')}
            icon={<DeleteOutlined />}
            onClick={() => onChange(caps.filter((_, at) => at !== i))}
          />
        </fieldset>
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={add}>
        {t('policy.addCap')}
      </Button>
    </div>
  )
}

function SpanSelect({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const { t } = useTranslation('deliver')
  const words: Readonly<Record<string, string>> = {
    rolling_24: t('policy.span.rolling24'),
    rolling_168: t('policy.span.rolling168'),
    calendar_day: t('policy.span.day'),
    calendar_week: t('policy.span.week'),
    calendar_month: t('policy.span.month'),
  }
  const key = spanKey(span)
  const own =
    key in SPANS || span.kind !== 'rolling'
      ? []
      : [{ value: key, label: t('policy.span.hours', { hours: span.hours }) }]
  return (
    <Select
      aria-label={t('policy.spanTitle')}
      value={key}
      options={[...own, ...Object.keys(SPANS).map((one) => ({ value: one, label: words[one] }))]}
      onChange={(next) => {
        const found = SPANS[next]
        if (found) onChange(found)
      }}
    />
  )
}

function QuietHours({
  value,
  onChange,
}: {
  value: Policy['quietHours']
  onChange: (hours: Policy['quietHours']) => void
}) {
  const { t } = useTranslation('deliver')
  const at = (clock: string) => dayjs(`2026-01-01T${clock}`)
  return (
    <label>
      <span>{t('policy.quiet')}</span>
      <span className={css.quiet}>
        <Switch
          size="small"
          aria-label={t('policy.quiet')}
          checked={value !== null}
          onChange={(isOn) =>
            onChange(isOn ? { from: '22:00', to: '08:00', kinds: ['marketing'] } : null)
          }
        />
        {value ? (
          <TimePicker.RangePicker
            order={false}
            format="HH:mm"
            minuteStep={15}
            allowClear={false}
            needConfirm={false}
            value={[at(value.from), at(value.to)]}
            onChange={(times) => {
              const [from, to] = times ?? []
              if (from && to)
                onChange({ ...value, from: from.format('HH:mm'), to: to.format('HH:mm') })
            }}
          />
        ) : (
          <Input disabled value={t('policy.noQuiet')} />
        )}
      </span>
    </label>
  )
}
