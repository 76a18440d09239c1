import type { Letter } from './check.ts'

const ADDRESS = /https?:\/\/[^\s"'<>,。!?、;)】」]+/g

export const addressesIn = (text: string): string[] => text.match(ADDRESS) ?? []

/** What a phone shows of a letter: its words, then its cards, and every address she can tap. */
export function contentOf(letter: Letter): { text: string; links: string[] } {
  const lines = letter.text ? [letter.text] : []
  const links = addressesIn(letter.text)
  for (const attachment of letter.attachments) {
    const kind = String(attachment['msgtype'])
    const card = attachment[kind] as Record<string, unknown>
    lines.push(`[${kind}] ${[card['title'], card['desc']].filter(Boolean).join(' · ')}`.trim())
    if (typeof card['url'] === 'string') links.push(card['url'])
    else if (kind === 'miniprogram' && typeof card['page'] === 'string')
      links.push(...addressesIn(decodeURIComponent(card['page'])))
  }
  return { text: lines.join('\n'), links: [...new Set(links)] }
}
