import { ArrowUpOutlined, CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Happening } from '#modules/audience/model/happening.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Pick } from '../audience/builder/Pick.tsx'
import { PropertyFilters } from '../audience/builder/PropertyFilters.tsx'
import { useVocabulary } from '../audience/builder/vocabulary.ts'
import { EMPTY_STEP, FUNNEL_STARTER_NAMES, FUNNEL_STARTERS } from './funnel-state.ts'
import type { FunnelState } from './funnel-state.ts'
import css from './insight.module.css'

const STEPS_MAX = 30
const DAY_HOURS = 24

interface FunnelFormProps {
  state: FunnelState
  onChange: (state: FunnelState) => void
}

/** The question: steps in order, how long they may take, and of whom. */
export function FunnelForm({ state, onChange }: FunnelFormProps) {
  const { t } = useTranslation('insight')
  const vocabulary = useVocabulary()
  const { steps, windowHours, segmentId } = state
  const put = (next: Happening[]) => onChange({ ...state, steps: next })
  const putAt = (index: number, step: Happening) =>
    put(steps.map((old, i) => (i === index ? step : old)))
  const raise = (index: number) =>
    put(
      steps.with(index - 1, steps[index] ?? EMPTY_STEP).with(index, steps[index - 1] ?? EMPTY_STEP),
    )
  const isDays = windowHours % DAY_HOURS === 0
  return (
    <Panel title={t('funnel.question')}>
      <div className={css.steps}>
        {steps.map((step, i) => (
          <div key={i} className={css.step}>
            <span className={css.stepNumber}>{i + 1}</span>
            <Pick
              label={t('funnel.step', { n: i + 1 })}
              value={step.event}
              suggestions={vocabulary.of('event')}
              onChange={(event) => putAt(i, { ...step, event })}
            />
            <span>
              {i > 0 && (
                <Button
                  size="small"
                  type="text"
                  aria-label={t('funnel.moveUp')}
                  icon={<ArrowUpOutlined />}
                  onClick={() => raise(i)}
                />
              )}
              {steps.length > 2 && (
                <Button
                  size="small"
                  type="text"
                  aria-label={t('funnel.removeStep')}
                  icon={<CloseOutlined />}
                  onClick={() => put(steps.filter((_, at) => at !== i))}
                />
              )}
            </span>
            {step.event !== '' && (
              <div className={css.stepMore}>
                <PropertyFilters
                  event={step.event}
                  value={step.where}
                  vocabulary={vocabulary}
                  onChange={(where) => putAt(i, { ...step, where })}
                />
              </div>
            )}
          </div>
        ))}
        {steps.length < STEPS_MAX && (
          <div>
            <Button
              size="small"
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => put([...steps, EMPTY_STEP])}
            >
              {t('funnel.addStep')}
            </Button>
          </div>
        )}
      </div>
      <label className={css.field}>
        <span>{t('funnel.window')}</span>
        <span className={css.row}>
          <InputNumber
            min={1}
            precision={0}
            style={{ width: 80 }}
            aria-label={t('funnel.window')}
            value={isDays ? windowHours / DAY_HOURS : windowHours}
            onChange={(n) =>
              onChange({ ...state, windowHours: (n ?? 1) * (isDays ? DAY_HOURS : 1) })
            }
          />
          <Select
            aria-label={t('funnel.window')}
            value={isDays ? 'days' : 'hours'}
            options={[
              { value: 'hours', label: t('funnel.hours') },
              { value: 'days', label: t('funnel.days') },
            ]}
            onChange={(unit) =>
              onChange({ ...state, windowHours: unit === 'days' ? 7 * DAY_HOURS : 1 })
            }
          />
        </span>
        <span className={css.hint}>{t('funnel.windowHint')}</span>
      </label>
      <label className={css.field}>
        <span>{t('funnel.filter')}</span>
        <Select<string>
          allowClear
          placeholder={t('funnel.everyone')}
          aria-label={t('funnel.filter')}
          value={segmentId ?? null}
          options={[...vocabulary.of('segment')]}
          onChange={(id) => onChange({ ...state, segmentId: id })}
        />
      </label>
      <div className={css.field}>
        <span>{t('funnel.starters')}</span>
        <span className={css.row}>
          {FUNNEL_STARTER_NAMES.map((name) => (
            <Button
              key={name}
              size="small"
              onClick={() => put(FUNNEL_STARTERS[name].map((event) => ({ event, where: [] })))}
            >
              {t(`funnel.${name}`)}
            </Button>
          ))}
        </span>
      </div>
    </Panel>
  )
}
