import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSays } from '../../i18n/use-says.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Freshness } from '../../ui/Freshness.tsx'
import css from './Desk.module.css'
import { Outcome, Sample } from './RehearsalPanel.tsx'
import { useCrowd } from './use-rehearsal.ts'

/** Before publishing: how it would go for those who would come in, and the way to the picture of it. */
export function RehearsalCheck({ journeyId, onLook }: { journeyId: string; onLook: () => void }) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const { data, error, refetch } = useCrowd({ journeyId }, true)
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 1 }} title={false} />
  return (
    <>
      <p>
        <Sample crowd={data} />
      </p>
      <p className={css.outcome}>
        <Outcome crowd={data} />
        <Freshness at={data.asOf} />
      </p>
      <p className={css.small}>{say(data.definition)}</p>
      <Button size="small" onClick={onLook}>
        {t('rehearsal.look')}
      </Button>
    </>
  )
}
