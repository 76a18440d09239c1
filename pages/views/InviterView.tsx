import type { FriendLine, InviterPage } from '#modules/fission/model/page.ts'
import { day } from '../format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useReader } from '../ui/reader.ts'
import { Rules } from '../ui/Rules.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Ticket } from '../ui/Ticket.tsx'
import { ShareCard } from './ShareCard.tsx'

/** What the inviter sees: her link and code, who came of it, what she got, the rules. */
export function InviterView({ data }: { data: InviterPage }) {
  const { language, say } = useReader()
  const { brand, game, friends, isPreview, accepted } = data
  const date = game.startsAt ? day(game.startsAt, language, true) : ''
  return (
    <main class="page has-bar">
      {isPreview && <p class="preview">{say('preview')}</p>}
      <p class="muted">
        {brand && <span class="brand">{brand}</span>}
        {say('mine')}
      </p>
      <h1>{game.name}</h1>
      {game.closed === null ? (
        <ShareCard data={data} />
      ) : (
        <Notice title={say(`${game.closed}Title`)} text={say(`${game.closed}Text`, { date })} />
      )}
      <dl class="figures">
        <div>
          <dt>{say('accepted')}</dt>
          <dd>{accepted}</dd>
        </div>
        <div>
          <dt>{say('ordered')}</dt>
          <dd>{data.ordered}</dd>
        </div>
        <div>
          <dt>{say('left')}</dt>
          <dd>{say('times', { n: data.rewardsLeft })}</dd>
        </div>
      </dl>
      <section aria-labelledby="friends">
        <h2 id="friends">{say('friends')}</h2>
        {friends.length === 0 && <p class="muted">{say('noFriends')}</p>}
        <ul class="friends">
          {friends.map((friend) => (
            <Friend key={friend.acceptedAt + (friend.name ?? '')} friend={friend} />
          ))}
        </ul>
        {accepted > friends.length && (
          <p class="muted">{say('moreFriends', { n: friends.length })}</p>
        )}
        {data.ordered > 0 && (
          <p>
            <a href="/me">{say('toWallet')}</a>
          </p>
        )}
      </section>
      <div class="tickets">
        <Ticket gift={game.forInviter} whose={say('youGet')} />
        <Ticket gift={game.forFriend} whose={say('friendGets')} />
      </div>
      <Rules game={game} />
      {!isPreview && <Tabs here="invitations" />}
    </main>
  )
}

function Friend({ friend }: { friend: FriendLine }) {
  const { language, say } = useReader()
  const { name, state, acceptedAt, got } = friend
  return (
    <li>
      <span class={`dot ${state}`} aria-hidden="true" />
      <span class="who">
        <b>{name ?? say('aFriend')}</b>
        <small>{day(acceptedAt, language)}</small>
      </span>
      <span class="state">
        {say(`state_${state}`)}
        {got && <small>{say(got === 'coupon' ? 'gotCoupon' : 'gotNone')}</small>}
      </span>
    </li>
  )
}
