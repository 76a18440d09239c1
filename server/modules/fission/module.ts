import type { Handlers, Module } from '#platform/module.ts'
import { fissionContract } from './contract.ts'
import { mountGame } from './http/game.ts'
import { mountInvitation } from './http/invitation.ts'
import { onIdentity } from './on-identity.ts'
import { gamePages } from './service/game-pages.ts'
import * as games from './service/games.ts'
import { accept, invite } from './service/invitations.ts'
import { tree } from './service/tree.ts'
import { fissionStage } from './stage.ts'
import { expiryTick } from './ticks.ts'

const handlers = {
  listGames: games.listGames,
  game: games.game,
  createGame: games.createGame,
  changeGame: games.changeGame,
  actOnGame: games.actOnGame,
  gamePages,
  compliance: games.compliance,
  invite,
  accept,
  tree,
} satisfies Handlers<typeof fissionContract>

export const fissionModule: Module = {
  name: 'fission',
  folder: import.meta.dirname,
  contract: fissionContract,
  handlers,
  on: onIdentity,
  stage: fissionStage,
  ticks: [expiryTick],
  http: (app, rt) => {
    mountInvitation(app, rt)
    mountGame(app, rt)
  },
}
