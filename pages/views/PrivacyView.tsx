import { useState } from 'preact/hooks'
import type { PageCarrier, PrivacyPage } from '#modules/profile/model/privacy-page.ts'
import { useActing } from '../ui/acting.ts'
import { useReader } from '../ui/reader.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Whose } from '../ui/Whose.tsx'

const CARRIERS = ['wecom', 'official_account', 'sms', 'email'] as const

/** What is kept and what for; one tap stops all messages, one takes that back. */
export function PrivacyView({ data }: { data: PrivacyPage }) {
  const { say } = useReader()
  const { act, busy } = useActing()
  const brand = data.brand || say('thisBrand')
  return (
    <main class="page has-bar">
      <Whose brand={data.brand} name={data.name} />
      <h1>{say('privacyTitle')}</h1>
      <Messages data={data} />
      <section>
        <h2>{say('keeper')}</h2>
        <p>{say('keeperText', { brand })}</p>
        <h2>{say('purposes')}</h2>
        <ul class="purposes">
          <li>{say('purpose1')}</li>
          <li>{say('purpose2')}</li>
          <li>{say('purpose3')}</li>
          <li>{say('purpose4')}</li>
        </ul>
        <h2>{say('rights')}</h2>
        <p>
          {say('rightsText')}{' '}
          {data.contact ? say('contact', { contact: data.contact }) : say('contactNone')}
        </p>
        {data.policyUrl && (
          <p>
            <a href={data.policyUrl} rel="noopener">
              {say('policy')}
            </a>
          </p>
        )}
      </section>
      <section>
        <h2>{say('notYou')}</h2>
        <button
          class="quiet"
          type="button"
          disabled={busy}
          onClick={() => void act('/me/forget', {})}
        >
          {say('forget')}
        </button>
      </section>
      <Tabs here="privacy" />
    </main>
  )
}

function Messages({ data }: { data: PrivacyPage }) {
  const { say } = useReader()
  const { act, busy } = useActing()
  const [done, setDone] = useState<{ carrier: PageCarrier; optedOut: boolean }>()
  const isOut = (carrier: PageCarrier) => data.optedOut.includes(carrier)
  const allOut = isOut('all')
  const choose = async (carrier: PageCarrier, optedOut: boolean) => {
    if (await act('/me/consent', { carrier, optedOut })) setDone({ carrier, optedOut })
  }
  return (
    <section class="card" aria-labelledby="messages">
      <h2 id="messages">{say('messages')}</h2>
      <p>{say(allOut ? 'messagesOff' : 'messagesOn')}</p>
      <button
        class={allOut ? 'button second' : 'button'}
        type="button"
        disabled={busy}
        onClick={() => void choose('all', !allOut)}
      >
        {say(allOut ? 'resumeAll' : 'stopAll')}
      </button>
      <p class="muted">{say('effect')}</p>
      {done && (
        <p class="told" role="status">
          {say(done.optedOut ? 'stopped' : 'resumed')}
          <button
            class="quiet"
            type="button"
            disabled={busy}
            onClick={() => void choose(done.carrier, !done.optedOut)}
          >
            {say('undo')}
          </button>
        </p>
      )}
      {!allOut && (
        <>
          <h3>{say('byCarrier')}</h3>
          <ul class="switches">
            {CARRIERS.map((carrier) => (
              <li key={carrier}>
                <button
                  type="button"
                  role="switch"
                  aria-checked={!isOut(carrier)}
                  disabled={busy}
                  onClick={() => void choose(carrier, !isOut(carrier))}
                >
                  <span>{say(`carrier_${carrier}`)}</span>
                  <span class="state">{say(isOut(carrier) ? 'off_' : 'on')}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
