import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Select, Spin, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { NODES } from '#modules/journey/model/nodes.ts'
import { useSays } from '../../i18n/use-says.ts'
import { problemOf } from '../../api/problem-of.ts'
import { describeProblem } from '../../ui/describe-problem.ts'
import { Freshness } from '../../ui/Freshness.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './Desk.module.css'
import { saysOf } from './exits.ts'
import { REHEARSED_DAYS } from './use-rehearsal.ts'
import type { Crowd, Rehearsal } from './use-rehearsal.ts'
import { useTold } from './use-told.ts'

/** Over the canvas: who was walked, how it ends for them, as of when, and what that means. */
export function RehearsalPanel({ of, onClose }: { of: Rehearsal; onClose: () => void }) {
  const { t } = useTranslation(['journey', 'kit'])
  const say = useSays()
  const told = useTold()
  const { crowd, triggers, triggerId, setTrigger, days, setDays } = of
  return (
    <section className={css.overlay} aria-label={t('journey:rehearsal.title')}>
      <b>{t('journey:rehearsal.title')}</b>
      {triggers.length > 1 && (
        <Select
          size="small"
          aria-label={t('journey:rehearsal.trigger')}
          value={triggerId ?? null}
          popupMatchSelectWidth={false}
          options={triggers.map((node) => ({
            value: node.id,
            label: node.name ?? (told(saysOf(node)) || say(NODES[node.kind].label)),
          }))}
          onChange={(id) => id && setTrigger(id)}
        />
      )}
      <Select
        size="small"
        aria-label={t('journey:rehearsal.days')}
        value={days}
        popupMatchSelectWidth={false}
        options={REHEARSED_DAYS.map((value) => ({
          value,
          label: t('journey:rehearsal.withinDays', { days: value }),
        }))}
        onChange={setDays}
      />
      {crowd.isFetching && <Spin size="small" />}
      {crowd.error && (
        <span role="alert">
          {describeProblem(problemOf(crowd.error), (key) => t(`kit:${key}`)).title}
        </span>
      )}
      {crowd.data && !crowd.error && <Told crowd={crowd.data} />}
      <Button size="small" onClick={onClose}>
        {t('journey:rehearsal.close')}
      </Button>
    </section>
  )
}

function Told({ crowd }: { crowd: Crowd }) {
  const { t } = useTranslation(['journey', 'kit'])
  const say = useSays()
  return (
    <>
      <span role="status">
        <Sample crowd={crowd} />
      </span>
      <Outcome crowd={crowd} />
      <Freshness at={crowd.asOf} />
      <Tooltip title={say(crowd.definition)}>
        <QuestionCircleOutlined
          tabIndex={0}
          role="img"
          aria-label={`${t('kit:definition')}: ${say(crowd.definition)}`}
        />
      </Tooltip>
    </>
  )
}

/** Everybody, or so many of so many: a sample says that it is one. */
export function Sample({ crowd: { people, of, comesFrom, lookBackDays } }: { crowd: Crowd }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const words = { people: format.number(people), of: format.number(of), days: lookBackDays }
  if (of === 0)
    return comesFrom === 'segment'
      ? t('rehearsal.nobodyInSegment')
      : t('rehearsal.nobodyDid', { days: lookBackDays })
  if (comesFrom === 'segment')
    return people === of ? t('rehearsal.allOfSegment', words) : t('rehearsal.someOfSegment', words)
  return people === of ? t('rehearsal.allWhoDid', words) : t('rehearsal.someWhoDid', words)
}

export function Outcome({ crowd: { people, outcome } }: { crowd: Crowd }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  if (people === 0) return null
  return (['reachedGoal', 'finished', 'underWay', 'neverIn'] as const)
    .filter((how) => how !== 'neverIn' || outcome.neverIn > 0)
    .map((how) => (
      <span key={how}>
        {t(`rehearsal.${how}`)} <b>{format.number(outcome[how])}</b>{' '}
        <small>{format.share(outcome[how], people)}</small>
      </span>
    ))
}
