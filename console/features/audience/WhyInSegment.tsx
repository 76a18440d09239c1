import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Explained } from '#modules/audience/contract.ts'
import { orpc } from '../../api/client.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import css from './audience.module.css'
import { Explanation } from './Explanation.tsx'

interface WhyInSegmentProps {
  /** Whom and what is asked about; `undefined` closes the drawer. */
  asked: { segmentId: string; segmentName: string; personId: string } | undefined
  onClose: () => void
}

/** Why is she in this segment, or why not; and when that may change. */
export function WhyInSegment({ asked, onClose }: WhyInSegmentProps) {
  const { t } = useTranslation('audience')
  const { t: tk } = useTranslation('kit')
  const format = useFormat()
  const words = useWords()
  const { segmentId = '', segmentName = '', personId = '' } = asked ?? {}
  const { data, error, refetch } = useQuery({
    ...orpc.audience.explain.queryOptions({ input: { segmentId, personId } }),
    enabled: asked !== undefined,
  })
  return (
    <Drawer open={asked !== undefined} onClose={onClose} title={tk('why.title')} size={480}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <div className={css.main}>
          <h2>
            {t('segment.explainQuestion', {
              id: personId,
              state: data.member ? t('segment.explainIn') : t('segment.explainOut'),
              name: segmentName,
            })}
          </h2>
          {data.since && (
            <p className={css.muted}>
              {t('segment.since')}: {format.time(data.since)}
              {data.why && ` · ${t('segment.why')}: ${words.reason(data.why)}`}
            </p>
          )}
          <Explanation of={Explained.parse(data.explanation)} />
          {data.nextFlipAt && (
            <p className={css.muted}>{t('segment.flip', { at: format.time(data.nextFlipAt) })}</p>
          )}
        </div>
      )}
    </Drawer>
  )
}
