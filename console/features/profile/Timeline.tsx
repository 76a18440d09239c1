import { Button, Drawer, Select, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useTimeZone } from '../../api/session.ts'
import { useList } from '../../table/use-list.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { formatTime } from '../../ui/format-time.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useVocabulary } from '../audience/builder/vocabulary.ts'
import { eventSays } from './event-says.ts'
import css from './profile.module.css'
import { useWords } from './words.ts'

type Item = Awaited<ReturnType<typeof api.profile.timeline>>['items'][number]

const dotOf = (event: string): string | undefined => {
  if (/^(order_|refund_|coupon_)/.test(event)) return css.money
  if (/^(wecom_|message_|link_|code_|invite_)/.test(event)) return css.reach
  return event.endsWith('_changed') ? css.change : undefined
}

/** Everything she did, by day, the newest first; each line opens the event as it is stored. */
export function Timeline({ personId }: { personId: string }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const words = useWords()
  const timeZone = useTimeZone()
  const teller = { t, words, format }
  const [event, setEvent] = useState<string>()
  const [open, setOpen] = useState<Item>()
  const vocabulary = useVocabulary()
  const list = useList<Item>({
    key: [['profile'], 'timeline', personId, event],
    load: (cursor, signal) =>
      api.profile.timeline(
        { personId, ...(event && { event }), ...(cursor && { cursor }) },
        { ...(signal && { signal }) },
      ),
  })
  const days = Map.groupBy(list.rows, ({ at }) => formatTime(at, timeZone, 'day'))
  return (
    <Panel
      title={t('person.tabs.timeline')}
      extra={
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          size="small"
          style={{ minWidth: 160 }}
          popupMatchSelectWidth={false}
          aria-label={t('person.filterEvent')}
          placeholder={t('person.allEvents')}
          value={event ?? null}
          options={[...vocabulary.of('event')]}
          onChange={setEvent}
        />
      }
    >
      {list.error && <ErrorNote error={list.error} onRetry={list.refresh} />}
      {list.isLoading && <Skeleton active />}
      {!list.isLoading && list.rows.length === 0 && (
        <p className={css.muted}>{t('person.noEvents')}</p>
      )}
      {[...days].map(([day, items]) => (
        <section key={day} aria-label={day}>
          <h3 className={css.day}>{day}</h3>
          <ol className={css.events}>
            {items.map((item) => (
              <li key={item.messageId}>
                <button type="button" className={css.event} onClick={() => setOpen(item)}>
                  <time dateTime={item.at}>{format.time(item.at, 'clock')}</time>
                  <i className={`${css.dot} ${dotOf(item.event) ?? ''}`} aria-hidden="true" />
                  <span>{eventSays(item.event, item.properties, teller)}</span>
                  <span className={css.meta}>
                    {item.history && (
                      <Tag title={t('person.historyHint')}>{t('person.history')}</Tag>
                    )}
                    {words.channel(item.channel)}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {list.hasMore && (
        <Button block type="text" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('person.loadMore')}
        </Button>
      )}
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        size={520}
        title={open && words.event(open.event)}
      >
        {open && (
          <div className={css.main}>
            <p>{eventSays(open.event, open.properties, teller)}</p>
            <p className={css.muted}>
              {format.time(open.at, 'second')} · {open.source} · {words.channel(open.channel)}
            </p>
            <CodeSnippet label={t('person.raw')} code={JSON.stringify(open, null, 2)} />
          </div>
        )}
      </Drawer>
    </Panel>
  )
}
