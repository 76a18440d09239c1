import type { GamePage } from '#modules/fission/model/page.ts'
import { day } from '../format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useReader } from '../ui/reader.ts'
import { Rules } from '../ui/Rules.tsx'
import { Ticket } from '../ui/Ticket.tsx'

/** The game for everybody: what it is, and for whom we know, an invitation of her own. */
export function GameView({ data }: { data: GamePage }) {
  const { language, say } = useReader()
  const { brand, game, isKnown } = data
  const date = game.startsAt ? day(game.startsAt, language, true) : ''
  return (
    <main class="page has-bar">
      {brand && <p class="muted">{brand}</p>}
      <h1>{game.name}</h1>
      {game.closed !== null && (
        <Notice title={say(`${game.closed}Title`)} text={say(`${game.closed}Text`, { date })} />
      )}
      <div class="tickets">
        <Ticket gift={game.forInviter} whose={say('youGet')} />
        <Ticket gift={game.forFriend} whose={say('friendGets')} />
      </div>
      {game.closed === null && !isKnown && <p class="notice">{say('unknownReader')}</p>}
      <Rules game={game} />
      {game.closed === null && isKnown && (
        <form class="bar" method="post" action={`/g/${game.gameId}/join`}>
          <button class="button" type="submit">
            {say('join')}
          </button>
        </form>
      )}
    </main>
  )
}
