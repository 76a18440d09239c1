import { useTranslation } from 'react-i18next'
import type { Explained } from '#modules/audience/contract.ts'
import { useFormat } from '../../ui/use-format.ts'
import css from './audience.module.css'
import { useSays } from './use-says.ts'

/** A condition part by part: which hold, which do not, and by which events. */
export function Explanation({ of }: { of: Explained }) {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const says = useSays()
  const [only, ...others] = of.parts
  // All of one, or any of one, is that one.
  if (only && others.length === 0 && of.kind !== 'not') return <Explanation of={only} />
  const verdict = of.holds ? t('segment.holds') : t('segment.fails')
  return (
    <div className={css.tree}>
      <div className={css.verdict}>
        <span className={of.holds ? css.yes : css.no} role="img" aria-label={verdict}>
          {of.holds ? '✓' : '✗'}
        </span>
        <div>
          <div>{says(of.says)}</div>
          {of.messageIds.length > 0 && (
            <div className={css.muted}>
              {t('segment.byEvents', { count: of.messageIds.length, at: format.time(of.lastAt) })}
            </div>
          )}
        </div>
      </div>
      {of.parts.length > 0 && (
        <div className={css.parts}>
          {of.parts.map((part, i) => (
            <Explanation key={i} of={part} />
          ))}
        </div>
      )}
    </div>
  )
}
