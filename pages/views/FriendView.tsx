import { useState } from 'preact/hooks'
import type { FriendPage } from '#modules/fission/model/page.ts'
import { day, money } from '../format.ts'
import { useActing } from '../ui/acting.ts'
import { Notice } from '../ui/Notice.tsx'
import { useReader } from '../ui/reader.ts'
import { Rules } from '../ui/Rules.tsx'
import { Ticket } from '../ui/Ticket.tsx'

/** What a friend sees: who invites, what both get, one button, the rules; then what to do next. */
export function FriendView({ data }: { data: FriendPage }) {
  const { say } = useReader()
  const { brand, game, inviter, standing, isPreview } = data
  const [withdrawn, setWithdrawn] = useState(false)
  const isOpen = standing === 'open' && game.closed === null
  return (
    <main class="page has-bar">
      {isPreview && <p class="preview">{say('preview')}</p>}
      <p class="muted">
        {brand && <span class="brand">{brand}</span>}
        {say('invites', { name: inviter ?? say('somebody') })}
      </p>
      <h1>{game.name}</h1>
      {withdrawn && isOpen && <Notice title={say('withdrawnTitle')} text={say('withdrawnText')} />}
      {!isOpen && <Stands data={data} onWithdrawn={() => setWithdrawn(true)} />}
      <div class="tickets">
        <Ticket gift={game.forFriend} whose={say('youGet')} />
        <Ticket gift={game.forInviter} whose={say('inviterGets')} />
      </div>
      {isOpen && <Steps data={data} />}
      <Rules game={game} />
      <p class="muted">{say('privacyLine')}</p>
      {isOpen && <AcceptBar data={data} again={withdrawn} />}
    </main>
  )
}

function Steps({ data: { game } }: { data: FriendPage }) {
  const { say } = useReader()
  const { withinDays: n, minPayFen } = game
  return (
    <section aria-labelledby="how">
      <h2 id="how">{say('how')}</h2>
      <ol class="steps">
        <li>{say('step1')}</li>
        <li>
          {minPayFen > 0 ? say('step2Min', { n, money: money(minPayFen) }) : say('step2', { n })}
        </li>
        <li>{say('step3')}</li>
      </ol>
    </section>
  )
}

/** One button. Whoever does not want it goes away; nothing asks twice. */
function AcceptBar({ data, again }: { data: FriendPage; again: boolean }) {
  const { say } = useReader()
  const { act, busy } = useActing()
  return (
    <div class="bar">
      <button
        class="button"
        type="button"
        disabled={busy || data.isPreview}
        onClick={() => void act(`/i/${data.code}/accept`, {})}
      >
        {busy ? say('working') : say(again ? 'again' : 'accept')}
      </button>
    </div>
  )
}

function Stands({ data, onWithdrawn }: { data: FriendPage; onWithdrawn: () => void }) {
  const { language, say } = useReader()
  const { act, busy } = useActing()
  const { game, standing, payBy, code } = data
  if (standing === 'open') {
    const closed = game.closed ?? 'ended'
    const date = game.startsAt ? day(game.startsAt, language, true) : ''
    return <Notice title={say(`${closed}Title`)} text={say(`${closed}Text`, { date })} />
  }
  if (standing !== 'accepted')
    return (
      <Notice
        title={say(`${standing}Title`)}
        text={say(`${standing}Text`)}
        isGood={standing === 'rewarded'}
      />
    )
  const date = payBy ? day(payBy, language, true) : ''
  const withdraw = async () => {
    const shown = await act(`/i/${code}/withdraw`, {})
    if (shown?.page === 'friend' && shown.standing === 'open') onWithdrawn()
  }
  return (
    <Notice
      isGood
      title={say('acceptedTitle')}
      text={
        game.minPayFen > 0
          ? say('acceptedMin', { date, money: money(game.minPayFen) })
          : say('acceptedText', { date })
      }
    >
      {game.shopUrl ? (
        <a class="button" href={game.shopUrl} rel="noopener">
          {say('shop')}
        </a>
      ) : (
        <p>{say('shopAnywhere', { brand: data.brand || say('thisBrand') })}</p>
      )}
      <p>{say('couponComes')}</p>
      <button class="quiet" type="button" disabled={busy} onClick={() => void withdraw()}>
        {say('withdraw')}
      </button>
    </Notice>
  )
}
