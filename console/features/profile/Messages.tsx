import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useLanguage } from '../../i18n/language.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './profile.module.css'
import { useWords } from './words.ts'

const TONE: Readonly<Record<string, Tone>> = {
  sent: 'good',
  created: 'busy',
  sending: 'busy',
  queued: 'busy',
  held: 'warn',
  withheld: 'warn',
  expired: 'calm',
  failed: 'bad',
  unknown: 'warn',
}

/** What was sent to her, and what was withheld and why; what is left of her budget. */
export function Messages({ personId }: { personId: string }) {
  const { t } = useTranslation('profile')
  const language = useLanguage()
  const format = useFormat()
  const words = useWords()
  const { data, error, refetch } = useQuery(
    orpc.deliver.reachOfPerson.queryOptions({ input: { personId } }),
  )
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <div className={css.main}>
      {(data.room.length > 0 || data.quietUntil) && (
        <Panel title={t('person.room')}>
          <div className={css.headFacts}>
            {data.room.map(({ capId, max, left }) => (
              <span key={capId}>
                {t('person.roomLeft', { cap: capId, left: format.number(left), max })}
              </span>
            ))}
            {data.quietUntil && (
              <span>{t('person.quiet', { at: format.time(data.quietUntil) })}</span>
            )}
          </div>
        </Panel>
      )}
      <Panel title={t('person.tabs.messages')}>
        {data.letters.length === 0 && <p className={css.muted}>{t('person.messagesEmpty')}</p>}
        {data.letters.length > 0 && (
          <div className={css.scroll}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t('person.messageWhen')}</th>
                  <th scope="col">{t('person.messageState')}</th>
                  <th scope="col">{t('person.messageCarrier')}</th>
                  <th scope="col">{t('person.messageReason')}</th>
                </tr>
              </thead>
              <tbody>
                {data.letters.map((letter) => (
                  <tr key={letter.letterId}>
                    <td>{format.time(letter.sentAt ?? letter.requestedAt)}</td>
                    <td>
                      <StatusDot tone={TONE[letter.state] ?? 'calm'}>
                        {letter.says[language]}
                      </StatusDot>
                    </td>
                    <td>{words.channel(letter.carrier ?? letter.carriers[0] ?? '')}</td>
                    <td>{letter.reasonSays?.[language] ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </div>
  )
}
