import { useQuery } from '@tanstack/react-query'
import { Alert, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { IDENTIFIER_KINDS } from '#kernel/identifier-kind.ts'
import { orpc } from '../../../api/client.ts'
import { CodeSnippet } from '../../../ui/CodeSnippet.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { NOTHING } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useSettled } from '../../../ui/use-settled.ts'
import { useWords } from '../../profile/words.ts'
import type { Asked, Previewed, ReadDraft } from './draft.ts'
import css from './mapping.module.css'
import { useMissingSays } from './use-missing-says.ts'

const WAIT_MS = 400
const SHOWN = 10
const TONE = { taken: 'success', ignored: 'default', refused: 'error' } as const

/** What the mapping, as it is now, makes of the payload; nothing is kept. */
export function PreviewPanel({ read, payload }: { read: ReadDraft; payload: unknown }) {
  const { t } = useTranslation('webhook')
  const missingSays = useMissingSays()
  const asked = useSettled(
    read.isWhole && payload !== undefined ? { mapping: read.mapping, payload } : null,
    WAIT_MS,
  ) as Asked | null
  const { data, error, isFetching } = useQuery({
    ...orpc.collect.previewHook.queryOptions({
      input: asked ?? { mapping: { events: '', cases: [] }, payload: {} },
    }),
    enabled: asked !== null,
    retry: false,
    placeholderData: (before) => before,
  })
  const says = missingSays(read)
  return (
    <Panel title={t('preview')}>
      <div className={css.column} aria-busy={isFetching}>
        {says !== undefined && <Alert type="info" showIcon title={t('missing', { what: says })} />}
        {says === undefined && payload === undefined && (
          <p className={css.muted}>{t('noPreview')}</p>
        )}
        {error && <ErrorNote error={error} />}
        {asked !== null &&
          data?.payloads.slice(0, SHOWN).map((one, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a payload is its place in the list
            <Result key={i} of={one} />
          ))}
        {asked !== null && data?.payloads.length === 0 && (
          <Alert type="warning" showIcon title={t('noEvents')} />
        )}
        {data && data.payloads.length > SHOWN && (
          <p className={css.muted}>{t('andMore', { count: data.payloads.length - SHOWN })}</p>
        )}
      </div>
    </Panel>
  )
}

function Result({ of }: { of: Previewed }) {
  const { t } = useTranslation(['webhook', 'identity'])
  const format = useFormat()
  const words = useWords()
  const { state, event, identifiers, at, messageId, canonical, why } = of
  const says = (told: string) => {
    const kind = IDENTIFIER_KINDS.find((one) => told.startsWith(`${one} `))
    return kind ? told.replace(kind, t(`identity:kind.${kind}`)) : told
  }
  return (
    <section className={css.result} aria-label={t(`results.${state}`)}>
      <span className={css.headline}>
        <Tag color={TONE[state]} variant="filled">
          {t(`results.${state}`)}
        </Tag>
        {event !== null && <strong>{words.event(event)}</strong>}
      </span>
      {why && <span>{[why.field, why.reason].filter(Boolean).join(': ')}</span>}
      {state === 'taken' && (
        <>
          <Facts
            items={[
              { label: t('who'), value: identifiers.map(says).join(' · ') || NOTHING },
              { label: t('time'), value: at ? format.time(at, 'second') : NOTHING },
              { label: t('messageId'), value: messageId ?? NOTHING },
            ]}
          />
          <CodeSnippet label={t('properties')} code={JSON.stringify(canonical, null, 2)} />
        </>
      )}
    </section>
  )
}
