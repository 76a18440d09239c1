import type { Item } from './item.ts'
import { markdownToHtml } from './markdown.ts'
import { sanitise } from './sanitise.ts'
import { fillTemplate } from './variables.ts'
import type { Recipient } from './variables.ts'

/** An item as one person receives it. */
export interface RenderedContent {
  kind: Item['kind']
  title: string
  text: string
  url?: string
  imageUrl?: string
  miniProgram?: { appId: string; page: string }
}

/** Where a reader is sent: an article has a page of ours, the others what the operator named. */
export function destinationOf(item: Item, publicUrl: string): string | undefined {
  return item.kind === 'article' ? `${publicUrl}/p/c/${item.id}` : item.targetUrl
}

/** Summaries in messages: enough to want the rest. */
const SUMMARY_CHARACTERS = 120

/** `url` is the tracked address made for this placement. */
export function render(item: Item, recipient: Recipient, url: string | undefined): RenderedContent {
  const body = fillTemplate(item.body, recipient)
  return {
    kind: item.kind,
    title: fillTemplate(item.title, recipient),
    text: item.kind === 'article' ? summary(articleHtml(body, item.format)) : body,
    ...(url === undefined ? {} : { url }),
    ...(item.coverUrl === undefined ? {} : { imageUrl: item.coverUrl }),
    ...(item.miniProgram === undefined ? {} : { miniProgram: item.miniProgram }),
  }
}

export const articleHtml = (body: string, format: Item['format']): string =>
  sanitise(format === 'markdown' ? markdownToHtml(body) : body)

function summary(html: string): string {
  const text = html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text.length > SUMMARY_CHARACTERS ? `${text.slice(0, SUMMARY_CHARACTERS)}…` : text
}
