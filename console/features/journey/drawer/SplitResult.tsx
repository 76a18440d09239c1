import { Alert, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import type { SplitNumbers } from '../types.ts'
import css from './drawer.module.css'

/** How the variants did, with their denominators; and whether the split kept its promise. */
export function SplitResult({ split }: { split: SplitNumbers }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const { variants, sampleRatio } = split
  const all = variants.reduce((sum, { people }) => sum + people, 0)
  return (
    <section>
      <h3>{t('split.title')}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('split.variant')}</th>
            <th scope="col">{t('split.people')}</th>
            <th scope="col">{t('split.goal')}</th>
          </tr>
        </thead>
        <tbody>
          {variants.map(({ id, name, percent, holdout, people, reachedGoal }) => (
            <tr key={id}>
              <th scope="row">
                {name} {holdout && name !== t('form.holdout') && <Tag>{t('form.holdout')}</Tag>}
              </th>
              <td title={t('split.promised', { percent })}>{format.share(people, all)}</td>
              <td>{format.share(reachedGoal, people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sampleRatio.kind === 'too_few' && <p className={css.none}>{t('split.tooFew')}</p>}
      {sampleRatio.kind === 'ok' && <p className={css.none}>{t('split.ok')}</p>}
      {sampleRatio.kind === 'mismatch' && (
        <Alert type="warning" showIcon title={t('split.mismatch')} />
      )}
    </section>
  )
}
