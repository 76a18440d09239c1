import type { InvitationsPage } from '#modules/fission/model/page.ts'
import { useReader } from '../ui/reader.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Whose } from '../ui/Whose.tsx'

const CLOSED = { ended: 'over', not_live: 'paused', not_started: 'soon' } as const

/** Every game she takes part in, and those she could. */
export function InvitationsView({ data }: { data: InvitationsPage }) {
  const { say } = useReader()
  const { mine, open } = data
  return (
    <main class="page has-bar">
      <Whose brand={data.brand} name={data.name} />
      <h1>{say('invitations')}</h1>
      {mine.length + open.length === 0 && (
        <div class="empty">
          <strong>{say('emptyInvitations')}</strong>
          <p class="muted">{say('emptyInvitationsText')}</p>
        </div>
      )}
      <ul class="rows">
        {mine.map(({ code, game, closed, accepted, ordered }) => (
          <li key={code}>
            <a href={`/i/${code}`}>
              <b>
                {game}
                {closed && <small class="mark">{say(CLOSED[closed])}</small>}
              </b>
              <span class="muted">{say('countFriends', { accepted, ordered })}</span>
            </a>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <section>
          <h2>{say('openGames')}</h2>
          <ul class="rows">
            {open.map(({ gameId, game }) => (
              <li key={gameId}>
                <a href={`/g/${gameId}`}>
                  <b>{game}</b>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Tabs here="invitations" />
    </main>
  )
}
