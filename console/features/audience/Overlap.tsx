import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './audience.module.css'

/** How many people this segment shares with another. */
export function Overlap({ segmentId, name }: { segmentId: string; name: string }) {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const [otherId, setOtherId] = useState<string>()
  const segments = useQuery(orpc.audience.listSegments.queryOptions({ input: { limit: 200 } }))
  const others = (segments.data?.items ?? []).filter((one) => one.segmentId !== segmentId)
  const { data, error } = useQuery({
    ...orpc.audience.overlap.queryOptions({ input: { segmentId, otherId: otherId ?? '' } }),
    enabled: otherId !== undefined,
  })
  const otherName = others.find((one) => one.segmentId === otherId)?.name ?? ''
  const parts = data && [
    {
      key: 'this',
      css: css.onlyThis,
      name: t('segment.onlyThis', { name }),
      n: data.inFirst - data.inBoth,
    },
    { key: 'both', css: css.both, name: t('segment.both'), n: data.inBoth },
    {
      key: 'other',
      css: css.onlyOther,
      name: t('segment.onlyThis', { name: otherName }),
      n: data.inSecond - data.inBoth,
    },
  ]
  const all = parts?.reduce((sum, { n }) => sum + n, 0) ?? 0
  return (
    <Panel title={t('segment.overlap')}>
      <Select
        style={{ width: '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('segment.overlapChoose')}
        aria-label={t('segment.overlapChoose')}
        value={otherId ?? null}
        options={others.map((one) => ({ value: one.segmentId, label: one.name }))}
        onChange={setOtherId}
      />
      {error && <ErrorNote error={error} />}
      {parts && (
        <>
          <div className={css.overlap} aria-hidden="true">
            {parts.map((part) => (
              <i
                key={part.key}
                className={part.css}
                style={{ width: `${all > 0 ? (part.n / all) * 100 : 0}%` }}
              />
            ))}
          </div>
          <ul className={css.legend}>
            {parts.map((part) => (
              <li key={part.key}>
                <i className={part.css} />
                {part.name}
                <b>{format.number(part.n)}</b>
              </li>
            ))}
          </ul>
          <p className={css.muted}>
            {t('segment.share', { share: format.share(data.inBoth, data.inFirst) })}
          </p>
        </>
      )}
    </Panel>
  )
}
