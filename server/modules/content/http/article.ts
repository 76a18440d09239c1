import { escapeHtml } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'
import type { Item } from '../model/item.ts'
import { articleHtml } from '../model/render.ts'
import { fillTemplate } from '../model/variables.ts'
import type { Recipient } from '../model/variables.ts'
import { beaconScript, shell } from '../model/page-shell.ts'
import type { Beacon } from '../model/page-shell.ts'

/** A page is read by whoever has its address, so it greets nobody by name. */
const ANYBODY: Recipient = { attributes: {} }

const GO_ON = { 'zh-CN': '了解更多', 'zh-TW': '瞭解更多', en: 'Read on' } as const

export function articlePage(
  item: Item,
  buttonUrl: string | undefined,
  locale: Locale,
  beacon: Beacon,
): string {
  const title = fillTemplate(item.title, ANYBODY)
  const cover = item.coverUrl ? `<img class="cover" alt="" src="${escapeHtml(item.coverUrl)}">` : ''
  const button = buttonUrl
    ? `<a class="go" href="${escapeHtml(buttonUrl)}">${GO_ON[locale]}</a>`
    : ''
  return shell({
    title,
    locale,
    head: `<meta property="og:title" content="${escapeHtml(title)}">${
      item.coverUrl ? `<meta property="og:image" content="${escapeHtml(item.coverUrl)}">` : ''
    }`,
    main: `<h1>${escapeHtml(title)}</h1>${cover}${articleHtml(
      fillTemplate(item.body, ANYBODY),
      item.format,
    )}${button}`,
    script: beaconScript(beacon),
  })
}
