import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import css from './collect.module.css'
import type { Edited } from './PlanDrawer.tsx'
import { editedOf, newlyPlanned } from './planned.ts'
import type { Drift, DriftAnswer, Planned } from './planned.ts'

const SHOWN = 200

interface PlanDriftProps {
  drift: DriftAnswer
  plan: readonly Planned[]
  refused: string | undefined
  onEdit: (edited: Edited) => void
}

/** Where what arrived within seven days departs from the plan. */
export function PlanDrift({ drift, plan, refused, onEdit }: PlanDriftProps) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const words = useWords()
  const take = (one: Drift) => {
    const planned = plan.find(({ event }) => event === one.event)
    if (planned && one.kind !== 'unknown_property' && one.kind !== 'unknown_event')
      return onEdit(editedOf(planned))
    return onEdit(newlyPlanned(one.event, planned, one))
  }
  const isCut = drift.isCut || drift.items.length > SHOWN
  return (
    <Panel title={t('plan.drift')} isFlush>
      {drift.items.length === 0 ? (
        <p className={css.muted} style={{ padding: '0 16px' }}>
          {t('plan.noDrift')}
        </p>
      ) : (
        <div
          className={css.scroll}
          style={{ maxHeight: 320 }}
          tabIndex={0}
          role="region"
          aria-label={t('plan.drift')}
        >
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('plan.event')}</th>
                <th scope="col">{t('plan.property')}</th>
                <th scope="col">{t('plan.what')}</th>
                <th scope="col">{t('plan.source')}</th>
                <th scope="col">{t('plan.count')}</th>
                <th scope="col">{t('plan.firstAt')}</th>
                <th scope="col">{t('plan.lastAt')}</th>
                <th scope="col">{''}</th>
              </tr>
            </thead>
            <tbody>
              {drift.items.slice(0, SHOWN).map((one) => (
                <tr
                  key={[one.kind, one.event, one.property, one.came, one.source].join(' ')}
                  className={css.plain}
                >
                  <td>
                    <Link to={paths.live()} search={{ event: one.event }}>
                      {one.event}
                    </Link>
                  </td>
                  <td>{one.property && <code>{one.property}</code>}</td>
                  <td>
                    {t(`plan.kinds.${one.kind}`, {
                      expected: one.expected ? t(`plan.types.${one.expected}`) : '',
                      came: one.came ? t(`plan.types.${one.came}`) : '',
                    })}{' '}
                    {one.mode !== 'watch' && (
                      <Tag color="warning">{t(`plan.modes.${one.mode}`)}</Tag>
                    )}
                  </td>
                  <td>{words.source(one.source)}</td>
                  <td>{format.number(one.events)}</td>
                  <td>{format.time(one.firstAt)}</td>
                  <td>{format.time(one.lastAt)}</td>
                  <td>
                    <ActionButton
                      size="small"
                      type="text"
                      disabledReason={refused}
                      onClick={() => take(one)}
                    >
                      {one.kind.startsWith('unknown') ? t('plan.take') : t('plan.edit')}
                    </ActionButton>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isCut && (
        <p className={css.muted} style={{ padding: '0 16px' }}>
          {t('plan.cut')}
        </p>
      )}
    </Panel>
  )
}
