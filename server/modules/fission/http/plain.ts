import { escapeHtml } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'
import { fill } from '#kernel/refusal.ts'
import type { PageParts } from '#platform/http/pages/dead-end.ts'
import type { FriendPage, GameTold } from '../model/page.ts'
import { PLAIN } from './plain-says.ts'

/**
 * The friend's page as it stands before any script has run, and without one: who invites, what the
 * rules are, and a form that accepts. Classes are those of the drawn page, so nothing jumps.
 */
export function plainFriend(data: FriendPage, language: Locale): PageParts {
  const says = PLAIN[language]
  const { game, standing, code } = data
  const who = fill(says.invites, { name: data.inviter ?? says.somebody })
  const canAccept = standing === 'open' && game.closed === null && !data.isPreview
  const told =
    standing === 'open' && game.closed !== null ? says.closed[game.closed] : says.standing[standing]
  const action = canAccept
    ? `<form method="post" action="/i/${encodeURIComponent(code)}/accept"><button class="button" type="submit">${says.accept}</button></form>`
    : `<p class="notice">${escapeHtml(told)}</p>`
  return {
    title: game.name,
    main: `<main class="page"><p class="muted">${escapeHtml(who)}</p><h1>${escapeHtml(game.name)}</h1>${action}${rulesOf(game, says.rules)}<p class="muted">${says.privacy}</p></main>`,
  }
}

/** Any other page of a game: its name and its rules. */
export function plainGame(game: GameTold, language: Locale): PageParts {
  const says = PLAIN[language]
  const told = game.closed === null ? '' : `<p class="notice">${says.closed[game.closed]}</p>`
  return {
    title: game.name,
    main: `<main class="page"><h1>${escapeHtml(game.name)}</h1>${told}${rulesOf(game, says.rules)}</main>`,
  }
}

const rulesOf = ({ rules }: GameTold, title: string): string =>
  `<h2>${title}</h2>${rules
    .split(/\n+/)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('')}`
