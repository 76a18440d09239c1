import { addHours } from '#kernel/time.ts'
import { issuePass } from '#platform/http/pages/pass.ts'
import type { Ctx } from '#platform/ctx.ts'
import { mustFindGame } from './games.ts'
import { gameUrl } from './pages.ts'

const PREVIEW_HOURS = 12

/** Where a game's pages are: the one for everybody, and a look at both sides for the operator. */
export async function gamePages(ctx: Ctx, { gameId }: { gameId: string }) {
  await mustFindGame(ctx, gameId)
  const until = addHours(ctx.system.wallNow(), PREVIEW_HOURS)
  const pass = { workspaceId: ctx.workspaceId, subject: gameId, until }
  const preview = issuePass(ctx.secrets, 'game.preview', pass)
  const url = gameUrl(ctx, gameId)
  // Without a host, so that the console frames them from where it is itself.
  const look = (as: string) => `/g/${gameId}?as=${as}&preview=${preview}`
  return {
    url,
    previews: { friend: look('friend'), inviter: look('inviter') },
    until: until.toISOString(),
  }
}
