import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './identity.module.css'
import type { Rules } from './rules.ts'

/** Every state the limits were ever in. An old one is put in force by writing it into the form again. */
export function RulesVersions({ rules: { versions } }: { rules: Rules }) {
  const { t } = useTranslation('identity')
  const format = useFormat()
  if (versions.length === 0) return null
  return (
    <Panel title={t('rules.versions')}>
      <ol className={css.changes}>
        {versions.map(({ version, at, by, why, limits }) => {
          const said = Object.entries(limits).map(
            ([kind, { perPerson, outright }]) =>
              `${t(`kind.${kind as keyof typeof limits}`)} ${perPerson}/${outright}`,
          )
          return (
            <li key={version}>
              {[t('rules.version', { version }), format.time(at), by, why]
                .filter(Boolean)
                .join(' · ')}{' '}
              <small className={css.muted}>{said.join(', ') || t('rules.asShipped')}</small>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
